/** A unit asks for more time while it works: an extension of the deadline, or a suspension until a day. */
import type { Actor } from '#platform/actor.ts'
import type { Part } from '../step.ts'
import { later, photograph, say, type Tale, take, takes } from './tale.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Where less is left, nobody asks any more. */
const leastLeft = 8 * hourMs

/** A little less than the year that a suspension may last. */
const longestSuspension = 360 * dayMs

const dateOf = (at: number): string => new Date(at + 8 * hourMs).toISOString().slice(0, 10)

/** Asks at most once for each; after it the case is in hand again. */
export function* askForTime(tale: Tale, worker: Actor): Part<void> {
  if (takes(tale, 'extensionRequested')) yield* extend(tale, worker)
  if (!tale.wasSuspended && takes(tale, 'suspensionRequested')) yield* suspend(tale)
}

function* extend(tale: Tale, worker: Actor): Part<void> {
  const { cast, hours } = tale.world
  const { disposeDueAt } = tale.receipt
  if (disposeDueAt === null) return
  const due = Date.parse(disposeDueAt)
  // Whoever must come to this state today asks at once, before a holiday comes between.
  const after = tale.plan.mustTake ? 0 : (due - tale.at) * 0.3
  const at = hours.next('unit', tale.at + after)
  if (due - at < leastLeft) return
  const photo = yield* photograph(tale, at, worker, 'before')
  yield* take(tale, tale.at, worker, 'requestExtension', {
    reason: say(tale, 'requestExtension'),
    photoIds: [photo],
  })
  const decidedAt = later(tale, 'centre', 'decide')
  if (takes(tale, 'extensionRefused'))
    yield* take(tale, decidedAt, cast.dispatcher, 'refuseExtension', { reason: say(tale, 'refuseExtension') })
  else
    yield* take(tale, decidedAt, cast.dispatcher, 'approveExtension', { note: say(tale, 'approveExtension') })
}

/** The document of a commitment is a photo of a paper here. */
function* suspend(tale: Tale): Part<void> {
  const { cast, hours, parameters } = tale.world
  const desk = cast.unitOf(tale.unitId)
  const [fewest, most] = parameters.suspensionDays
  const days = Math.round(fewest + tale.chance() * (most - fewest))
  const at = later(tale, 'unit', 'decide')
  const isCommitment = tale.chance() < 0.3
  const documentIds = isCommitment ? [yield* photograph(tale, at, desk, 'before', 'far')] : []
  const wanted = Math.max(tale.at + days * dayMs, tale.plan.suspendedBeyond ?? 0)
  const until = Math.min(wanted, tale.at + longestSuspension)
  yield* take(tale, Math.max(at, tale.at), desk, 'requestSuspension', {
    reason: say(tale, 'requestSuspension'),
    untilDate: dateOf(until),
    businessKind: isCommitment ? 'commitment' : 'immediate',
    documentIds,
  })
  tale.wasSuspended = true
  const decidedAt = later(tale, 'centre', 'decide')
  if (takes(tale, 'suspensionRefused')) {
    yield* take(tale, decidedAt, cast.dispatcher, 'refuseSuspension', {
      reason: say(tale, 'refuseSuspension'),
    })
    return
  }
  yield* take(tale, decidedAt, cast.dispatcher, 'approveSuspension', { note: say(tale, 'approveSuspension') })
  // It goes on before the day: the county's own sweep resumes what nobody has.
  const resumedAt = hours.next('centre', tale.at + days * dayMs * (0.3 + 0.6 * tale.chance()))
  yield* take(tale, resumedAt, cast.dispatcher, 'resume', { note: say(tale, 'resume') })
}
