/** What the unit does: sends back, assigns, starts, asks for more time, puts it right; early or late as people are. */
import type { Actor } from '#platform/actor.ts'
import { drawByQuantiles, drawMinutes } from '../draw.ts'
import type { Part } from '../step.ts'
import { dispatch } from './accept-story.ts'
import { askForTime } from './more-time-story.ts'
import { finishInner, split } from './split-story.ts'
import { dueOf, later, photograph, say, soon, type Tale, take, takes } from './tale.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Nobody lets a case lie longer than this beyond its deadline. */
const longestLate = 20 * dayMs

/** Puts it right, until it waits for a check; false when the case ended instead. */
export function* dispose(tale: Tale): Part<boolean> {
  const { cast } = tale.world
  if (takes(tale, 'voidRequested') && (yield* end(tale, 'void'))) return false
  if (takes(tale, 'returnRequested')) yield* sendBackToDispatcher(tale)
  for (;;) {
    const orders = yield* split(tale)
    const worker = yield* start(tale)
    yield* finishInner(tale, orders)
    yield* supervise(tale)
    yield* askForTime(tale, worker)
    if (takes(tale, 'forceCloseProposed') && (yield* end(tale, 'forceClose'))) return false
    yield* finish(tale, worker)
    if (!takes(tale, 'sentBack')) break
    const reason = say(tale, 'sendBack')
    yield* take(tale, later(tale, 'centre', 'dispatch'), cast.dispatcher, 'sendBack', { reason })
  }
  const note = say(tale, 'passOn')
  yield* take(tale, later(tale, 'centre', 'dispatch'), cast.dispatcher, 'passOn', { note })
  return true
}

/** The unit says that it is not responsible; the dispatcher believes it, or does not. */
function* sendBackToDispatcher(tale: Tale): Part<void> {
  const { cast } = tale.world
  const desk = cast.unitOf(tale.unitId)
  const input = { reason: say(tale, 'requestReturn'), suggestedUnitId: tale.plan.otherUnitId }
  yield* take(tale, later(tale, 'unit', 'start'), desk, 'requestReturn', input)
  const at = later(tale, 'centre', 'decide')
  if (takes(tale, 'returnRefused')) {
    yield* take(tale, at, cast.dispatcher, 'refuseReturn', { reason: say(tale, 'refuseReturn') })
    return
  }
  yield* take(tale, at, cast.dispatcher, 'approveReturn', { note: say(tale, 'approveReturn') })
  yield* dispatch(tale, tale.plan.otherUnitId)
}

/** Somebody takes the case in hand: a handler it was assigned to, or the desk itself. */
function* start(tale: Tale): Part<Actor> {
  const { cast } = tale.world
  const desk = cast.unitOf(tale.unitId)
  const [handler] = cast.handlersOf(tale.unitId)
  const assign = function* (to: Actor): Part<void> {
    const input = { handlerId: to.id, note: say(tale, 'assign') }
    yield* take(tale, soon(tale, 'start'), desk, 'assign', input)
  }
  if (handler && takes(tale, 'assigned')) {
    yield* assign(handler)
    if (takes(tale, 'assignmentRevoked')) {
      yield* take(tale, soon(tale, 'confirm'), desk, 'revokeAssignment', {
        reason: say(tale, 'revokeAssignment'),
      })
      yield* assign(handler)
    }
    yield* take(tale, soon(tale, 'start'), handler, 'start', { note: say(tale, 'start') })
    return handler
  }
  yield* take(tale, soon(tale, 'start'), desk, 'start', { note: say(tale, 'start') })
  return desk
}

/** When the unit is done: at the drawn part of the time it was given, in its own hours where that is possible. */
function doneAt(tale: Tale, isLate: boolean): number {
  const { world, chance, at, dispatchedAt } = tale
  const { hours, parameters } = world
  const due = dueOf(tale)
  const window = Math.max(due - dispatchedAt, hourMs)
  const work = drawMinutes(chance, parameters.delayMinutes.handle) * minuteMs
  const quantiles = parameters.disposal[isLate ? 'late' : 'inTime']
  const share = tale.plan.mustTake ? 0 : drawByQuantiles(chance, quantiles)
  if (isLate) {
    const wanted = Math.min(dispatchedAt + share * window, due + longestLate)
    return hours.next('unit', Math.max(wanted, at + work, due + 10 * minuteMs))
  }
  const latest = due - 3 * minuteMs
  if (latest <= at) return hours.next('unit', at + work)
  const wanted = Math.min(Math.max(dispatchedAt + share * window, at + work), latest)
  const opened = hours.next('unit', wanted)
  const inHours = opened > wanted ? hours.next('unit', opened + work * (0.5 + 3 * chance())) : wanted
  if (inHours <= latest) return inHours
  if (opened > wanted && opened < latest) return opened + (latest - opened) * chance()
  const before = hours.last('unit', wanted)
  return before > at + 10 * minuteMs ? before : wanted
}

/** The work is done, photographed and confirmed; who is late has been urged. */
function* finish(tale: Tale, worker: Actor): Part<void> {
  const { cast, hours, texts, parameters } = tale.world
  const desk = cast.unitOf(tale.unitId)
  const isLate = tale.plan.mustTake ? false : tale.chance() < parameters.disposal.lateShare
  const at = doneAt(tale, isLate)
  const urgedAt = hours.next('centre', dueOf(tale) + 30 * minuteMs)
  if (isLate && takes(tale, 'urgedWhenLate') && urgedAt < at)
    yield* take(tale, urgedAt, cast.dispatcher, 'urge', { note: say(tale, 'urge') })
  for (let when = at; ; when = soon(tale, 'confirm')) {
    const photo = yield* photograph(tale, when, worker, 'after')
    const input = { measure: texts.measure(tale.chance, tale.plan.of), photoIds: [photo] }
    const due = dueOf(tale)
    yield* take(tale, tale.at, worker, 'reportDone', input)
    tale.isLate = tale.at > due
    if (worker === desk) return
    const isRejected = takes(tale, 'doneRejected')
    if (!isRejected) {
      yield* take(tale, soon(tale, 'confirm'), desk, 'confirmDone', { note: say(tale, 'confirmDone') })
      tale.isLate = tale.at > due
      return
    }
    yield* take(tale, soon(tale, 'confirm'), desk, 'rejectDone', { reason: say(tale, 'rejectDone') })
  }
}

/** Leader or inspector wants an answer by a day; the unit gives it. */
function* supervise(tale: Tale): Part<void> {
  if (!takes(tale, 'supervised')) return
  const { cast, hours } = tale.world
  const by = tale.chance() < 0.5 ? cast.leader : cast.inspector
  const at = later(tale, 'centre', 'decide')
  const dueOnDate = new Date(at + 3 * dayMs + 8 * hourMs).toISOString().slice(0, 10)
  yield* take(tale, at, by, 'supervise', { opinion: say(tale, 'supervise'), dueOnDate })
  const answer = { answer: say(tale, 'answerSupervision') }
  yield* take(
    tale,
    hours.next('unit', tale.at + 2 * hourMs),
    cast.unitOf(tale.unitId),
    'answerSupervision',
    answer,
  )
}

/** A request to end the case otherwise; whether it was granted. */
function* end(tale: Tale, way: 'void' | 'forceClose'): Part<boolean> {
  const { cast } = tale.world
  const isVoid = way === 'void'
  const asker = isVoid ? cast.dispatcher : cast.shiftLeader
  const decider = isVoid ? cast.shiftLeader : cast.leader
  const [request, approve, refuse] = isVoid
    ? (['requestVoid', 'approveVoid', 'refuseVoid'] as const)
    : (['proposeForceClose', 'approveForceClose', 'refuseForceClose'] as const)
  yield* take(tale, later(tale, 'centre', 'decide'), asker, request, { reason: say(tale, request) })
  const isRefused = takes(tale, isVoid ? 'voidRefused' : 'forceCloseRefused')
  const words = say(tale, isRefused ? refuse : approve)
  yield* take(tale, later(tale, 'centre', 'decide'), decider, isRefused ? refuse : approve, {
    reason: words,
    note: words,
  })
  return !isRefused
}
