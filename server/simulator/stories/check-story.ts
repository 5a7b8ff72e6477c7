/** The result is checked by somebody who did not report it: passed and closed, failed and done again, or not to be seen. */
import type { Part } from '../step.ts'
import { checkerOf, later, photograph, say, type Tale, take, takes } from './tale.ts'

/** Checks and closes; false when the unit has to do it again. */
export function* checkAndClose(tale: Tale): Part<boolean> {
  const { shiftLeader } = tale.world.cast
  for (;;) {
    if (!(yield* check(tale))) return false
    const at = later(tale, 'centre', 'close')
    if (!takes(tale, 'closeRefused')) {
      yield* take(tale, at, shiftLeader, 'close', { conditionMet: true, note: say(tale, 'close') })
      return true
    }
    yield* take(tale, at, shiftLeader, 'refuseClose', { reason: say(tale, 'refuseClose') })
  }
}

/** Whether the result stands. */
function* check(tale: Tale): Part<boolean> {
  const { acceptor } = tale.world.cast
  for (;;) {
    if (tale.failedTries >= 2) return yield* judgeUnchecked(tale)
    const checker = checkerOf(tale)
    const input = { collectorId: checker.id, note: say(tale, 'issueCheck') }
    yield* take(tale, later(tale, 'centre', 'issueCheck'), acceptor, 'issueCheck', input)
    if (takes(tale, 'checkRecalled')) {
      const reason = say(tale, 'recallCheck')
      yield* take(tale, later(tale, 'centre', 'issueCheck'), acceptor, 'recallCheck', { reason })
      continue
    }
    const at = later(tale, 'collector', 'check')
    if (takes(tale, tale.failedTries ? 'checkStillImpossible' : 'checkImpossible')) {
      yield* take(tale, at, checker, 'cannotCheck', { reason: say(tale, 'cannotCheck') })
      tale.failedTries += 1
      continue
    }
    // Who failed once is looked at again, and hardly anybody fails twice.
    const isFailed = tale.reworks < 2 && takes(tale, 'checkFailed')
    const photo = yield* photograph(tale, at, checker, isFailed ? 'before' : 'after')
    const words = say(tale, isFailed ? 'failCheck' : 'passCheck')
    const found = isFailed ? { reason: words } : { note: words }
    yield* take(tale, tale.at, checker, isFailed ? 'failCheck' : 'passCheck', { ...found, photoIds: [photo] })
    if (!isFailed) return true
    yield* rework(tale)
    return false
  }
}

/** Twice nobody could get there: the photos decide. */
function* judgeUnchecked(tale: Tale): Part<boolean> {
  const { acceptor } = tale.world.cast
  const at = later(tale, 'centre', 'issueCheck')
  if (takes(tale, 'uncheckedRefused') && tale.reworks === 0) {
    yield* take(tale, at, acceptor, 'refuseUnchecked', { reason: say(tale, 'refuseUnchecked') })
    yield* rework(tale)
    return false
  }
  yield* take(tale, at, acceptor, 'acceptUnchecked', { reason: say(tale, 'acceptUnchecked') })
  return true
}

function* rework(tale: Tale): Part<void> {
  const { dispatcher } = tale.world.cast
  tale.reworks += 1
  tale.dispatchedAt = tale.at
  yield* take(tale, later(tale, 'centre', 'decide'), dispatcher, 'rework', { reason: say(tale, 'rework') })
}
