/** How a case begins: a collector sees it, a citizen writes, or somebody calls and an acceptor writes it down. */

import { caseStates } from '#domain/cases/state.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import { NewReport } from '#domain/intake/contract.ts'
import type { Actor } from '#platform/actor.ts'
import { seedOf } from '../draw.ts'
import { forReceipt, type Part, type Story } from '../step.ts'
import { later, photograph, say, type Tale, take, takes, type World } from './tale.ts'

const callSources = ['hotline_12345', 'hotline_12319']

/** Whether somebody telephoned, and may be called back. */
export const isCall = ({ plan }: Tale): boolean => callSources.includes(plan.source)

/** Whether the report came from outside, so that it is verified before it is filed. */
export const isFromOutside = ({ plan }: Tale): boolean => plan.source !== 'collector'

/** Who brings a report of this source in. */
export function reporterOf({ cast }: World, source: string, chance: () => number): Actor {
  if (source === 'collector') return pick(chance, cast.collectors)
  return source === 'citizen_app' ? cast.citizen : cast.acceptor
}

/** A caller who does not exist, with a number that cannot be dialled: no exchange begins with three noughts. */
function callerOf(tale: Tale): NewReport['caller'] {
  const { chance, world } = tale
  const digits = String(Math.floor(chance() * 10_000)).padStart(4, '0')
  const { confidentialCaller, callerWantsReply } = world.parameters.shares
  return {
    name: `演示来电人${digits}`,
    phone: `000 0000 ${digits}`,
    isConfidential: chance() < confidentialCaller,
    wantsReply: chance() < callerWantsReply,
  }
}

/** The number of the hotline's order, which says of itself that it is made up and nothing else. */
const orderNumberOf = (name: string): string => `DEMO-${String(seedOf(0, name)).padStart(10, '0')}`

/** What a collector knows at once and others leave to the acceptor: class and condition. */
export function classificationOf({ plan }: Tale) {
  const { versionId: catalogueId, kind, classCode, id: conditionId } = plan.condition
  return { catalogueId, kind, classCode, conditionId }
}

/** Reports it; the case waits in the pool, or for the review of what the collector put right himself. */
export function* report(tale: Tale): Part<void> {
  const { plan, world, chance, reporter } = tale
  const isCollector = plan.source === 'collector'
  const selfHandled = isCollector && takes(tale, 'selfHandled')
  const photoIds: string[] = []
  if (isCollector) {
    photoIds.push(yield* photograph(tale, tale.at, reporter, 'before'))
    photoIds.push(
      yield* photograph(
        tale,
        tale.at,
        reporter,
        selfHandled ? 'after' : 'before',
        selfHandled ? 'near' : 'far',
      ),
    )
  } else if (plan.source === 'citizen_app' && chance() < 0.8)
    photoIds.push(yield* photograph(tale, tale.at, reporter, 'before', 'far'))
  const address = plan.place.text + world.texts.placeMark(chance)
  tale.at += 20_000
  const input = NewReport.parse({
    source: plan.source,
    description: world.texts.describe(chance, plan.of, plan.source, address),
    address,
    point: plan.point,
    photoIds,
    selfHandled,
    ...(isCollector ? { ...classificationOf(tale), componentId: plan.componentId ?? undefined } : {}),
    ...(isCall(tale) ? { caller: callerOf(tale), externalNumber: orderNumberOf(plan.name) } : {}),
  })
  tale.receipt = yield* forReceipt({ kind: 'report', at: tale.at, actor: reporter, input })
  if (takes(tale, 'duplicate')) yield* beginDuplicate(tale)
}

const otherSources = ['citizen_app', 'hotline_12345', 'hotline_12319', 'wechat'] as const

/**
 * Somebody else reports the same while the first case is under way; the acceptor merges the second into the first,
 * or declines it where the first has come to its end meanwhile. What stands in the first is only asked when its turn
 * has come: stories of one root never happen at once.
 */
function* beginDuplicate(first: Tale): Part<void> {
  const { world, chance } = first
  const masterId = first.receipt.id
  const plan = {
    ...first.plan,
    name: `${first.plan.name}-again`,
    source: pick(chance, otherSources),
    mustTake: [],
  }
  const reporter = reporterOf(world, plan.source, chance)
  const at = later(first, 'centre', first.plan.mustTake ? 'accept' : 'duplicate')
  // The two are told side by side, so each draws from a chance of its own.
  const own = createChance(Math.floor(chance() * 2 ** 32))
  function* again(): Story {
    const tale: Tale = { ...first, plan, reporter, at, chance: own }
    yield* report(tale)
    const when = later(tale, 'centre', 'accept')
    function* decide(): Story {
      const isOpen = first.receipt.id === masterId && caseStates[first.receipt.state].isOpen
      if (isOpen)
        yield* take(tale, when, world.cast.acceptor, 'merge', { masterId, reason: say(tale, 'duplicate') })
      else {
        const input = { reasonCode: 'duplicate-closed', reason: say(tale, 'duplicateClosed') }
        yield* take(tale, when, world.cast.acceptor, 'decline', input)
      }
    }
    // Begun when the acceptor looks at it, for the first may come to its end until then.
    yield { kind: 'begin', at: when, story: decide }
  }
  yield { kind: 'begin', at: first.at, story: again }
}
