/** What follows a closed case: a unit appeals against its lateness, a caller is called back, an owner is billed. */
import type { Part } from '../step.ts'
import { isCall } from './report-story.ts'
import { later, say, type Tale, take, takes } from './tale.ts'

/** Everything that follows; true when the problem is back and a new case was opened that goes its own way. */
export function* afterwards(tale: Tale): Part<boolean> {
  const { cast } = tale.world
  if (tale.isSubstituted) {
    const amountYuan = 200 + Math.round(tale.chance() * 180) * 10
    const at = later(tale, 'centre', 'decide')
    yield* take(tale, at, cast.dispatcher, 'billOwner', { amountYuan, note: say(tale, 'billOwner') })
  }
  if (isCall(tale) && takes(tale, 'visitedWhenCalled') && (yield* visit(tale))) return true
  if (tale.isLate && takes(tale, 'appealedWhenLate')) yield* appeal(tale)
  return false
}

function* appeal(tale: Tale): Part<void> {
  const { cast } = tale.world
  const input = { grounds: say(tale, 'appeal') }
  yield* take(tale, later(tale, 'unit', 'appeal'), cast.unitOf(tale.unitId), 'appeal', input)
  const supported = takes(tale, 'appealSupported')
  const review = { supported, reason: say(tale, supported ? 'reviewSupported' : 'reviewRefused') }
  yield* take(tale, later(tale, 'centre', 'decide'), cast.dispatcher, 'reviewAppeal', review)
  if (!supported) return
  const granted = takes(tale, 'appealGranted')
  const decision = { granted, reason: say(tale, granted ? 'appealGranted' : 'appealRefused') }
  yield* take(tale, later(tale, 'centre', 'decide'), cast.acceptor, 'decideAppeal', decision)
}

/** Whether the caller says that the problem is back. */
function* visit(tale: Tale): Part<boolean> {
  const { acceptor } = tale.world.cast
  const at = later(tale, 'centre', 'visit')
  if (!takes(tale, 'visitReached')) {
    yield* take(tale, at, acceptor, 'recordReturnVisit', { reached: false, note: say(tale, 'visitMissed') })
    return false
  }
  const reopen = !tale.isReopened && takes(tale, 'reopened')
  const score = (): number => 5 - Math.floor(tale.chance() ** 2 * 3) - (reopen ? 2 : 0)
  yield* take(tale, at, acceptor, 'recordReturnVisit', {
    reached: true,
    solvedScore: score(),
    serviceScore: score(),
    note: say(tale, reopen ? 'visitReopen' : 'visitReached'),
    reopen,
  })
  return reopen
}
