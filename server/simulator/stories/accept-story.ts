/** From the pool to the unit: accepting, verifying, filing, dispatching, with the ways back. */
import type { Part } from '../step.ts'
import { classificationOf, isFromOutside } from './report-story.ts'
import { checkerOf, later, photograph, say, type Tale, take, takes } from './tale.ts'

/** Whether the case goes on; when not, it has ended. */
type GoesOn = boolean

/** Brings a reported case to its unit. */
export function* bringToUnit(tale: Tale): Part<GoesOn> {
  if (tale.receipt.state === 'self_handled_review' && (yield* reviewSelfHandled(tale))) return false
  if (!(yield* accept(tale))) return false
  if (!(yield* file(tale))) return false
  if (takes(tale, 'returnedToAcceptor')) {
    const { dispatcher } = tale.world.cast
    const reason = say(tale, 'returnToAcceptor')
    yield* take(tale, later(tale, 'centre', 'dispatch'), dispatcher, 'returnToAcceptor', { reason })
    yield* sendOn(tale)
    yield* fileNow(tale)
  }
  yield* dispatch(tale, tale.plan.unitId)
  return true
}

/** Whether the review found it put right, so that it is closed. */
function* reviewSelfHandled(tale: Tale): Part<boolean> {
  const { acceptor } = tale.world.cast
  const at = later(tale, 'centre', 'accept')
  const isRefused = takes(tale, 'selfHandledRefused')
  if (isRefused)
    yield* take(tale, at, acceptor, 'refuseSelfHandled', { reason: say(tale, 'refuseSelfHandled') })
  else yield* take(tale, at, acceptor, 'approveSelfHandled', { note: say(tale, 'approveSelfHandled') })
  return !isRefused
}

function* accept(tale: Tale): Part<GoesOn> {
  const { acceptor } = tale.world.cast
  if (isFromOutside(tale)) {
    const isTrue = takes(tale, 'verifiedWhenPublic') ? yield* verify(tale) : true
    const isOutsideDuty = isTrue && takes(tale, 'declinedWhenPublic')
    if (!isTrue || isOutsideDuty) {
      const reasonCode = isTrue ? 'outside-duty' : 'not-a-fact'
      const reason = say(tale, isTrue ? 'declineOutside' : 'declineNotFact')
      yield* take(tale, later(tale, 'centre', 'accept'), acceptor, 'decline', { reasonCode, reason })
      return false
    }
  }
  yield* sendOn(tale)
  return true
}

/** Sends a collector out; whether what was reported is so. */
function* verify(tale: Tale): Part<boolean> {
  const { acceptor } = tale.world.cast
  const issue = function* (): Part<ReturnType<typeof checkerOf>> {
    const collector = checkerOf(tale)
    const input = { collectorId: collector.id, reason: say(tale, 'issueVerification') }
    yield* take(tale, later(tale, 'centre', 'accept'), acceptor, 'issueVerification', input)
    return collector
  }
  let collector = yield* issue()
  if (takes(tale, 'verificationRecalled')) {
    const reason = say(tale, 'recallVerification')
    yield* take(tale, later(tale, 'centre', 'accept'), acceptor, 'recallVerification', { reason })
    collector = yield* issue()
  }
  if (takes(tale, 'verifiedCannot')) {
    const input = { result: 'cannot', note: say(tale, 'verifiedCannot') }
    yield* take(tale, later(tale, 'collector', 'verify'), collector, 'answerVerification', input)
    collector = yield* issue()
  }
  const isFalse = takes(tale, 'verifiedFalse')
  const photo = yield* photograph(
    tale,
    later(tale, 'collector', 'verify'),
    collector,
    isFalse ? 'after' : 'before',
  )
  const note = say(tale, isFalse ? 'verifiedFalse' : 'verifiedTrue')
  const input = { result: isFalse ? 'false' : 'true', note, photoIds: [photo] }
  yield* take(tale, tale.at, collector, 'answerVerification', input)
  return !isFalse
}

function* sendOn(tale: Tale): Part<void> {
  const { plan, world } = tale
  yield* take(tale, later(tale, 'centre', 'accept'), world.cast.acceptor, 'sendOn', {
    classification: classificationOf(tale),
    componentId: plan.componentId,
    note: say(tale, 'sendOn'),
  })
}

function* file(tale: Tale): Part<GoesOn> {
  const { shiftLeader } = tale.world.cast
  if (takes(tale, 'sentBackToAcceptor')) {
    const reason = say(tale, 'sendBackToAcceptor')
    yield* take(tale, later(tale, 'centre', 'file'), shiftLeader, 'sendBackToAcceptor', { reason })
    yield* sendOn(tale)
  }
  if (takes(tale, 'notFiled')) {
    const input = { reasonCode: 'condition-not-met', reason: say(tale, 'declineFiling') }
    yield* take(tale, later(tale, 'centre', 'file'), shiftLeader, 'declineFiling', input)
    return false
  }
  yield* fileNow(tale)
  return true
}

function* fileNow(tale: Tale): Part<void> {
  const level = takes(tale, 'urgent') ? 'urgent' : 'ordinary'
  const input = { level, note: say(tale, 'file') }
  yield* take(tale, later(tale, 'centre', 'file'), tale.world.cast.shiftLeader, 'file', input)
}

/** Hands the case to `unitId`, sometimes with another unit beside it or in place of an owner who does not act. */
export function* dispatch(tale: Tale, unitId: string): Part<void> {
  const { world, chance } = tale
  const others = world.cast.unitIds.filter((it) => it !== unitId)
  const other = others[Math.floor(chance() * others.length)]
  const isCoordinated = takes(tale, 'coordination')
  const isSubstituted = !isCoordinated && takes(tale, 'substitute')
  tale.unitId = unitId
  tale.isSubstituted = isSubstituted
  yield* take(tale, later(tale, 'centre', 'dispatch'), world.cast.dispatcher, 'dispatch', {
    leadUnitId: unitId,
    assistUnitIds: isCoordinated && other ? [other] : [],
    businessKind: isCoordinated ? 'coordination' : 'immediate',
    substituteForUnitId: isSubstituted && other ? other : null,
    note: say(tale, 'dispatch'),
  })
  tale.dispatchedAt = tale.at
}
