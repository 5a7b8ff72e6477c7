/**
 * Every action of the life-cycle table, the same three questions each: is it refused without the right, does it what
 * the table says with its audit line, and does the same request sent twice change nothing more. Made from the table,
 * so that no action can be left out.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actionPermission } from '#domain/cases/action-permissions.ts'
import { caseAnnouncementName } from '#domain/cases/events.ts'
import { type CaseActionName, caseActionNames, ruleOf } from '#domain/cases/life-cycle.ts'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let citizen: Voice
beforeAll(async () => {
  county = await openTestCounty({ sessionHours: 2000 })
  citizen = await county.as({ username: 'lan', posts: ['citizen'] })
})
afterAll(() => county.close())

const filed = ['sendOn', 'file'] as const
const sent = [...filed, 'dispatch'] as const
const handling = [...sent, 'start'] as const
const handled = [...handling, 'reportDone'] as const
const checking = [...handled, 'passOn', 'issueCheck'] as const
const twiceNoCheck = [...checking, 'cannotCheck', 'issueCheck', 'cannotCheck'] as const
const closed = [...checking, 'passCheck', 'close'] as const

/** What happens to a case before the action can be taken. */
const before: Readonly<Record<CaseActionName, readonly CaseActionName[]>> = {
  issueVerification: [],
  answerVerification: ['issueVerification'],
  recallVerification: ['issueVerification'],
  decline: [],
  merge: [],
  sendOn: [],
  recallSendOn: ['sendOn'],
  approveSelfHandled: [],
  refuseSelfHandled: [],
  file: ['sendOn'],
  sendBackToAcceptor: ['sendOn'],
  declineFiling: ['sendOn'],
  dispatch: filed,
  recallDispatch: sent,
  returnToAcceptor: filed,
  assign: sent,
  revokeAssignment: [...sent, 'assign'],
  reassign: [...sent, 'assign', 'start'],
  start: sent,
  requestReturn: sent,
  approveReturn: [...sent, 'requestReturn'],
  refuseReturn: [...sent, 'requestReturn'],
  requestExtension: handling,
  approveExtension: [...handling, 'requestExtension'],
  refuseExtension: [...handling, 'requestExtension'],
  requestSuspension: handling,
  approveSuspension: [...handling, 'requestSuspension'],
  refuseSuspension: [...handling, 'requestSuspension'],
  resume: [...handling, 'requestSuspension', 'approveSuspension'],
  reportDone: handling,
  // A handler has reported: the unit has still to confirm.
  confirmDone: handling,
  rejectDone: handling,
  passOn: handled,
  sendBack: handled,
  issueCheck: [...handled, 'passOn'],
  passCheck: checking,
  failCheck: checking,
  cannotCheck: checking,
  recallCheck: checking,
  reassignTask: checking,
  acceptUnchecked: twiceNoCheck,
  refuseUnchecked: twiceNoCheck,
  rework: [...checking, 'failCheck'],
  close: [...checking, 'passCheck'],
  refuseClose: [...checking, 'passCheck'],
  requestVoid: [],
  approveVoid: ['requestVoid'],
  refuseVoid: ['requestVoid'],
  proposeForceClose: handling,
  approveForceClose: [...handling, 'proposeForceClose'],
  refuseForceClose: [...handling, 'proposeForceClose'],
  supervise: handling,
  answerSupervision: [...handling, 'supervise'],
  instruct: handling,
  urge: handling,
  appeal: closed,
  reviewAppeal: [...closed, 'appeal'],
  decideAppeal: [...closed, 'appeal', 'reviewAppeal'],
  recordReturnVisit: closed,
  billOwner: handled,
}
const lateOnes: readonly CaseActionName[] = ['appeal', 'reviewAppeal', 'decideAppeal']

/** A case that waits for `action`. */
async function caseFor(action: CaseActionName): Promise<CaseStory> {
  county.clock.turnTo(new Date('2026-06-15T09:00:00+08:00'))
  // A session that was used later than now would be refused.
  const now = county.clock.now().toISOString()
  await county.asOwner(`update identity.sessions set last_seen_at = '${now}' where last_seen_at > '${now}'`)
  const selfHandled = action === 'approveSelfHandled' || action === 'refuseSelfHandled'
  const story = await openStory(county, { report: { selfHandled } })
  for (const step of before[action]) {
    if (step === 'reportDone' && lateOnes.includes(action)) story.at('2026-06-30 10:00')
    const substitute = action === 'billOwner' && step === 'dispatch'
    await story.take(step, substitute ? { substituteForUnitId: county.waterCompany } : {})
  }
  if (action === 'confirmDone' || action === 'rejectDone') await story.take('reportDone', {}, county.handler)
  return story
}

/** What the action needs beside the usual. */
const bodyFor = async (action: CaseActionName): Promise<Record<string, unknown>> => {
  if (action === 'merge') return { masterId: (await openStory(county)).id }
  // Sent as it is both times: another photo would be another body.
  if (action === 'reportDone') return { photoIds: [await county.photo(county.unit)] }
  if (action === 'passCheck' || action === 'failCheck')
    return { photoIds: [await county.photo(county.checker)] }
  return {}
}

/** Where the table leads; back to where it came from for a refusal to end a case. */
function expectedState(action: CaseActionName, from: string): string {
  const { to } = ruleOf(action)
  if (to === 'same') return from
  if (to !== 'before') return to
  return action === 'refuseVoid' ? 'pool' : 'handling'
}

describe.each(caseActionNames)('%s', (action) => {
  it('is refused without the right; does what the table says; sent twice changes nothing more', async () => {
    const story = await caseFor(action)
    const body = await bodyFor(action)
    const was = await story.show()
    expect(ruleOf(action).from).toContain(was.state)
    expect(await story.refused(action, body, citizen)).toBe('access.not-permitted')

    const key = `${action}-once`
    const first = await story.post(action, body, undefined, { 'idempotency-key': key })
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    const is = await story.show()
    expect(is.state).toBe(expectedState(action, was.state))
    expect(is.version).toBe(was.version + 1)
    expect(is.timeline.at(-1)).toMatchObject({ action, fromState: was.state, toState: is.state })
    const { database } = county
    const lines = await database.rows(
      'select command, subject_id from platform.audit_entries where request_id = $1',
      [key],
    )
    expect(lines).toEqual([{ command: actionPermission(action), subject_id: story.id }])
    const announced = await database.rows(
      `select name from platform.announcements where subject_id = $1 order by seq desc limit 1`,
      [story.id],
    )
    expect(announced).toEqual([{ name: caseAnnouncementName(action) }])

    const sums = await sumTables(database)
    const second = await story.post(action, body, undefined, { 'idempotency-key': key })
    expect([second.status, second.body]).toEqual([first.status, first.body])
    expect(await sumTables(database)).toEqual(sums)
  })
})

it('all that together leaves logs that give every case again', async () => {
  expect((await county.verify()).differences).toEqual([])
})
