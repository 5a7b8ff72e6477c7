/**
 * A leaning lamp post that nobody wants: verified twice, returned by the wrong unit, extended, suspended over the
 * rainy season, checked and found leaning again, and in the end late; the unit appeals and is exempted. The moral:
 * every detour has its own clock, no detour is charged to those who did not cause it, and late stays late.
 */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type CaseStory, clockOf, glance, inChina, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'

let county: TestCounty
let story: CaseStory
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00'), sessionHours: 2000 })
  story = await openStory(county)
})
afterAll(() => county.close())

it('waits while a collector looks whether it is so, and the acceptor is not charged for that', async () => {
  const { acceptor, checker, collector } = county
  expect(glance(await story.show())).toEqual(['pool', 'accept', '06-15 09:15', 'green'])
  await story.at('2026-06-15 09:05').take('issueVerification')
  expect(glance(await story.show())).toEqual(['verifying', 'verify', '06-15 09:35', 'green'])
  expect(clockOf(await story.show(), 'accept')).toMatchObject({ state: 'paused', usedMinutes: 5 })
  expect(await story.refused('answerVerification', {}, collector)).toBe('case.not-yours')
  expect(await story.refused('sendOn', {}, acceptor)).toBe('case.action-not-allowed')
  await story.at('2026-06-15 09:20').take('answerVerification', { result: 'cannot', note: '围挡内，看不到' })
  expect(glance(await story.show())).toEqual(['pool', 'accept', '06-15 09:30', 'green'])
  await story.at('2026-06-15 09:25').show()
  expect(glance(await story.show())).toEqual(['pool', 'accept', '06-15 09:30', 'yellow'])
  await story.take('issueVerification')
  const photo = await county.photo(checker)
  await story.at('2026-06-15 09:40').take('answerVerification', { result: 'true', photoIds: [photo] })
  const detail = await story.show()
  expect(glance(detail)).toEqual(['pool', 'accept', '06-15 09:45', 'yellow'])
  expect(detail.counters.verifications).toBe(2)
  expect(detail.clocks.filter((it) => it.name === 'verify').map((it) => [it.state, it.usedMinutes])).toEqual([
    ['stopped', 15],
    ['stopped', 15],
  ])
})

it('goes back from the shift leader once, is filed late, and gets its number', async () => {
  await story.at('2026-06-15 09:42').take('sendOn')
  await story.at('2026-06-15 09:46').take('sendBackToAcceptor', { reason: '缺少参照物照片' })
  const back = await story.show()
  expect(glance(back)).toEqual(['pool', 'accept', '06-15 09:49', 'yellow'])
  expect(back).toMatchObject({ isReturned: true, number: null })
  await story.at('2026-06-15 09:48').take('sendOn')
  await story.at('2026-06-15 10:04').show()
  expect(glance(await story.show())).toEqual(['pending_filing', 'file', '06-15 10:03', 'red'])
  const filed = await story.take('file')
  expect(filed.number).toMatch(/^53012720260615\d{5}$/)
  expect(filed).toMatchObject({
    limit: { value: 1, unit: 'work_day' },
    limitSource: 'condition',
    isReturned: false,
  })
  expect(filed.clocks.filter((it) => it.name === 'file').map((it) => it.overdue)).toEqual([false, true])
  expect(clockOf(filed, 'accept')).toMatchObject({ state: 'stopped', usedMinutes: 14, overdue: false })
})

it('is returned by the unit that does not own it; that time is nobody’s', async () => {
  const { unit, otherUnit, waterCompany, lampStation } = county
  await story.at('2026-06-15 10:10').take('dispatch')
  // One work day of eight hours: 1 h 50 until noon, 4 h in the afternoon, 2 h 10 the next morning.
  expect(glance(await story.show())).toEqual(['pending_handle', 'dispose', '06-16 10:10', 'green'])
  await story.at('2026-06-15 10:20').take('requestReturn', {
    reason: '该灯杆属供水公司厂区',
    suggestedUnitId: waterCompany,
  })
  expect(await story.refused('dispatch', { leadUnitId: waterCompany })).toBe('case.action-not-allowed')
  await story.at('2026-06-15 10:40').take('approveReturn')
  const returned = await story.show()
  expect(glance(returned)).toEqual(['pending_dispatch', 'dispatch', '06-15 10:55', 'green'])
  expect(returned).toMatchObject({ isReturned: true, disposeDueAt: null, counters: { returns: 1 } })
  expect(clockOf(returned, 'dispose')).toMatchObject({ state: 'paused', usedMinutes: 10 })
  const again = await story.at('2026-06-15 10:50').take('dispatch', { leadUnitId: waterCompany })
  // Another unit starts with the whole limit.
  expect(glance(again)).toEqual(['pending_handle', 'dispose', '06-16 10:50', 'green'])
  expect(again).toMatchObject({
    firstUnitId: lampStation,
    leadUnitId: waterCompany,
    counters: { dispatches: 2 },
  })
  expect((await unit.get(`/api/cases/${story.id}`)).body).toMatchObject({ code: 'case.unknown' })
  await story.at('2026-06-15 11:00').take('start', {}, otherUnit)
})

it('is extended once by its own limit, and a refused request costs nothing', async () => {
  const { otherUnit } = county
  await story.at('2026-06-16 10:00').take('requestExtension', {}, otherUnit)
  expect((await story.show()).light).toBe('yellow')
  await story.at('2026-06-16 10:05').take('refuseExtension')
  expect((await story.show()).counters.extensions).toBe(0)
  await story.take('requestExtension', {}, otherUnit)
  const extended = await story.at('2026-06-16 10:10').take('approveExtension')
  expect(glance(extended)).toEqual(['handling', 'dispose', '06-17 10:50', 'green'])
  expect(clockOf(extended, 'dispose').limitMinutes).toBe(960)
})

it('rests over the rains and goes on by itself on the day that was named', async () => {
  const { otherUnit } = county
  expect(await story.refused('requestSuspension', { untilDate: '2027-06-30' }, otherUnit)).toBe(
    'case.suspension-too-long',
  )
  expect(await story.refused('requestSuspension', { businessKind: 'commitment' }, otherUnit)).toBe(
    'case.commitment-needs-document',
  )
  await story.at('2026-06-17 09:00').take('requestSuspension', {}, otherUnit)
  const suspended = await story.at('2026-06-17 09:30').take('approveSuspension')
  expect(glance(suspended)).toEqual(['suspended', null, null, 'paused'])
  expect(suspended.suspendedUntil).toBe('2026-07-06')
  // 5 h 10 on the first day, 8 h on the second, 1 h 30 on the third.
  expect(clockOf(suspended, 'dispose')).toMatchObject({ state: 'paused', usedMinutes: 880 })
  story.at('2026-07-05 23:59')
  expect(await county.runJob('case.resume-suspended')).toEqual([])
  expect((await story.show()).state).toBe('suspended')
  story.at('2026-07-06 00:01')
  await county.runJob('case.resume-suspended')
  await county.runJob('case.resume-suspended')
  const resumed = await story.show()
  expect(glance(resumed)).toEqual(['handling', 'dispose', '07-06 09:20', 'yellow'])
  expect(resumed.timeline.filter((it) => it.action === 'resume').map((it) => it.actorName)).toEqual([
    '系统 system',
  ])
})

it('fails its check, and the unit goes on with what was left', async () => {
  const { otherUnit, collector } = county
  const done = await story.at('2026-07-06 09:00').take('reportDone', {}, otherUnit)
  expect(done).toMatchObject({ state: 'handled', isInTime: true, light: 'paused' })
  await story.at('2026-07-06 09:05').take('passOn')
  expect(await story.refused('issueCheck', { collectorId: collector.session.id })).toBe(
    'case.checker-is-reporter',
  )
  expect(
    await story.refused('issueCheck', { collectorId: collector.session.id.toUpperCase() }),
    'an id in capitals is the same person',
  ).toBe('case.checker-is-reporter')
  await story.at('2026-07-06 09:10').take('issueCheck')
  expect(glance(await story.show())).toEqual(['checking', 'check', '07-06 09:40', 'green'])
  await story.at('2026-07-06 09:30').take('failCheck')
  const rework = await story.at('2026-07-06 09:35').take('rework')
  expect(glance(rework)).toEqual(['pending_handle', 'dispose', '07-06 09:55', 'yellow'])
  expect(rework).toMatchObject({ isInTime: null, counters: { reworks: 1, checks: 1, sendBacks: 0 } })
  await story.take('start', {}, otherUnit)
  story.at('2026-07-06 10:05')
  expect((await story.show()).light).toBe('red')
  expect(await story.refused('requestExtension', {}, otherUnit)).toBe('case.already-overdue')
})

it('is closed late; the appeal exempts the unit and leaves the fact', async () => {
  const { otherUnit, unit } = county
  await story.at('2026-07-06 10:30').take('reportDone', {}, otherUnit)
  await story.at('2026-07-06 10:35').take('passOn')
  await story.at('2026-07-06 10:40').take('issueCheck')
  await story.at('2026-07-06 11:00').take('passCheck')
  expect(await story.refused('appeal', {}, otherUnit)).toBe('case.action-not-allowed')
  const closed = await story.at('2026-07-06 11:10').take('close')
  expect(closed).toMatchObject({
    state: 'closed',
    isInTime: false,
    light: 'none',
    disposeDueAt: expect.anything(),
  })
  const dispose = clockOf(closed, 'dispose')
  // 14 h 40 before the rest, 1 h until the first result, 55 min of rework.
  expect(dispose).toMatchObject({ state: 'stopped', usedMinutes: 995, limitMinutes: 960, overdue: true })
  expect(inChina(dispose.dueAt)).toBe('07-06 09:55')
  expect((await unit.post(`/api/cases/${story.id}/appeal`, { grounds: '不是我们' })).body).toMatchObject({
    code: 'case.unknown',
  })
  await story.take('appeal', {}, otherUnit)
  expect(await story.refused('decideAppeal')).toBe('case.appeal-state')
  await story.take('reviewAppeal')
  const decided = await story.take('decideAppeal')
  expect(decided).toMatchObject({ isInTime: false, isExempted: true, appeal: { state: 'granted' } })
  expect(await story.refused('appeal', {}, otherUnit)).toBe('case.appeal-state')
  expect(await county.verify()).toMatchObject({ cases: 1, differences: [] })
})
