/**
 * A town with a second level splits its case: units below it take up their parts, do them and report; the town accepts
 * them, sends one back or recalls one. Nobody below takes longer than the case allows.
 */
import type { InnerActionName } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import type { Actor } from '#platform/actor.ts'
import type { SecondLevel } from '../cast.ts'
import { drawMinutes, shuffle } from '../draw.ts'
import { forOrders, type Part } from '../step.ts'
import { dueOf, photograph, say, soon, type Tale, takes } from './tale.ts'

const minuteMs = 60_000
/** Where less is left, the town does it itself. */
const fewestOfficeHours = 1

type GivenOrder = { readonly id: string; readonly unit: Actor; readonly town: Actor; isReported: boolean }

/** Who splits the case, if anybody does: always where it shall stand in the town's hands today. */
function secondLevelOf(tale: Tale): SecondLevel | undefined {
  const second = tale.world.cast.secondLevelOf(tale.unitId)
  const splits = tale.plan.mustTake
    ? tale.plan.restsIn === 'handling'
    : second !== undefined && takes(tale, 'splitBySecondLevel')
  return splits ? second : undefined
}

/** A step of an order, a little after the last one, and never long where little time is left. */
function* step(
  tale: Tale,
  actor: Actor,
  action: InnerActionName | 'issue',
  id: string,
  input: Readonly<Record<string, unknown>>,
): Part<readonly string[]> {
  const minutes = drawMinutes(tale.chance, tale.world.parameters.delayMinutes.confirm)
  const left = Math.max(dueOf(tale) - tale.at, 0)
  tale.at = Math.round(tale.at + Math.max(20_000, Math.min(minutes * minuteMs, left * 0.03)))
  return yield* forOrders({ kind: 'inner', at: tale.at, actor, action, id, input })
}

/** Gives parts of the case to two or three units; what a case that rests today needs is done at once. */
export function* split(tale: Tale): Part<GivenOrder[]> {
  const second = secondLevelOf(tale)
  if (!second) return []
  const { hours } = tale.world
  tale.at = Math.round(soon(tale, 'start'))
  const officeHours = hours.officeHours(tale.at, dueOf(tale))
  const units = shuffle(tale.chance, second.below).slice(0, 2 + Math.floor(tale.chance() * 2))
  const orders = units.map((unit, index) => ({
    unitId: unit.organisationId,
    part: say(tale, 'part'),
    // One has a limit of its own, where there is room for one; the rest are due with the case.
    limit:
      index === 0 && officeHours > fewestOfficeHours
        ? { value: Math.max(0.5, Math.floor(officeHours * 1.2) / 2 - 0.5), unit: 'work_hour' }
        : null,
  }))
  const ids = yield* step(tale, second.desk, 'issue', tale.receipt.id, { orders, note: say(tale, 'split') })
  const given = units.flatMap((unit, index): GivenOrder[] => {
    const id = ids[index]
    return id ? [{ id, unit, town: second.desk, isReported: false }] : []
  })
  const isToday = tale.plan.mustTake !== undefined
  for (const [index, order] of given.entries()) {
    // Of a case that rests today one order waits to be taken up.
    if (isToday && index === given.length - 1) break
    yield* step(tale, order.unit, 'start', order.id, {})
    if (index === 0 && tale.chance() < 0.5) yield* report(tale, order)
  }
  return given
}

function* report(tale: Tale, order: GivenOrder): Part<void> {
  const photo = yield* photograph(tale, tale.at, order.unit, 'after')
  const input = { result: say(tale, 'innerDone'), photoIds: [photo] }
  yield* step(tale, order.unit, 'report', order.id, input)
  order.isReported = true
}

/** Brings every order to its end, before the town reports the whole. */
export function* finishInner(tale: Tale, orders: readonly GivenOrder[]): Part<void> {
  const isToday = tale.plan.mustTake !== undefined
  for (const [index, order] of orders.entries()) {
    const isUntouched = isToday && index === orders.length - 1
    if (!order.isReported && (isUntouched || takes(tale, 'innerRecalled'))) {
      yield* step(tale, order.town, 'recall', order.id, { reason: say(tale, 'innerRecalled') })
      continue
    }
    if (!order.isReported) yield* report(tale, order)
    if (takes(tale, 'innerSentBack')) {
      yield* step(tale, order.town, 'sendBack', order.id, { reason: say(tale, 'innerSentBack') })
      yield* report(tale, order)
    }
    yield* step(tale, order.town, 'accept', order.id, {})
  }
}
