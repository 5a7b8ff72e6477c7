/**
 * Not every case is put right by a unit and closed: some never begin, some are ended by decision, some were put
 * right on the spot. The moral: each end has its own name, its own hands and its reason in the log.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { glance, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty({ now: new Date('2026-06-15T09:00:00+08:00') })
})
afterAll(async () => {
  try {
    expect((await county.verify()).differences).toEqual([])
  } finally {
    await county.close()
  }
})

describe('a case', () => {
  it('put right on the spot is confirmed by the acceptor and never meets a unit', async () => {
    const story = await openStory(county, { report: { selfHandled: true } })
    expect(glance(await story.show())).toEqual(['self_handled_review', null, null, 'paused'])
    expect(await story.refused('sendOn')).toBe('case.action-not-allowed')
    const closed = await story.take('approveSelfHandled')
    expect(closed).toMatchObject({ state: 'closed', isSelfHandled: true, number: null, leadUnit: null })
  })

  it('said to be put right on the spot goes the usual way when the photos say otherwise', async () => {
    const story = await openStory(county, { report: { selfHandled: true } })
    const back = await story.take('refuseSelfHandled')
    expect(glance(back)).toEqual(['pool', 'accept', '06-15 09:15', 'green'])
    expect((await story.takeAll('sendOn', 'file')).number).toMatch(/^530127/)
  })

  it('is declined with a reason, before or at the filing, and keeps no number', async () => {
    const declined = await openStory(county)
    expect(await declined.take('decline', { reasonCode: 'emergency-number' })).toMatchObject({
      state: 'not_accepted',
      endReason: 'emergency-number',
      number: null,
    })
    const notFiled = await openStory(county)
    await notFiled.take('sendOn')
    expect(await notFiled.take('declineFiling')).toMatchObject({
      state: 'not_filed',
      endReason: 'condition-not-met',
      number: null,
    })
  })

  it('is voided by the shift leader at a request, or stays exactly where it was', async () => {
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch', 'start')
    await story.take('requestExtension')
    const before = await story.show()
    await story.take('requestVoid')
    expect(await story.refused('approveVoid', {}, county.dispatcher)).toBe('access.not-permitted')
    expect(await story.refused('approveExtension')).toBe('case.action-not-allowed')
    const after = await story.take('refuseVoid')
    expect(after).toMatchObject({
      state: 'extension_requested',
      pending: before.pending,
      clockDueAt: before.clockDueAt,
    })
    await story.takeAll('approveExtension', 'requestVoid')
    expect(await story.take('approveVoid')).toMatchObject({
      state: 'voided',
      endReason: '按规定办理',
      light: 'none',
    })
  })

  it('is closed by force by two people, and one person holding both posts is one', async () => {
    const both = await county.as({ username: 'liang', name: '两岗', posts: ['shift_leader', 'leader'] })
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch')
    await story.take('proposeForceClose', { reason: '权属争议已由县里另行处理' }, both)
    expect((await both.get(`/api/cases/${story.id}`)).body['actions']).not.toContainEqual(
      expect.objectContaining({ name: 'approveForceClose' }),
    )
    expect(await story.refused('approveForceClose', {}, both)).toBe('case.same-person')
    const ended = await story.take('approveForceClose', { reason: '同意' })
    expect(ended).toMatchObject({ state: 'forced_closed', endReason: '权属争议已由县里另行处理' })
    expect(ended.timeline.slice(-2).map((it) => it.actorName)).toEqual(['两岗', '张领导'])
  })

  it('that could not be checked twice is judged by the acceptor, not before', async () => {
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch', 'start', 'reportDone', 'passOn', 'issueCheck')
    await story.take('cannotCheck')
    expect(await story.refused('acceptUnchecked')).toBe('case.unchecked-too-early')
    await story.takeAll('issueCheck', 'recallCheck', 'issueCheck', 'cannotCheck', 'refuseUnchecked')
    expect(await story.show()).toMatchObject({
      state: 'check_failed',
      counters: { cannotChecks: 2, checks: 3 },
    })
  })

  it('that is back is opened anew, linked to the old one, which stays closed', async () => {
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch', 'start', 'reportDone', 'passOn', 'issueCheck')
    await story.takeAll('passCheck', 'close')
    const visit = await story.post('recordReturnVisit', {
      reached: true,
      solvedScore: 1,
      serviceScore: 3,
      reopen: true,
    })
    expect(visit).toMatchObject({
      status: 200,
      body: { state: 'closed', reopenedAs: { state: 'pool', number: null } },
    })
    const reopened = visit.body['reopenedAs'] as { id: string; reportNumber: string }
    const { body } = await county.acceptor.get(`/api/cases/${reopened.id}`)
    expect(body).toMatchObject({
      linkedCaseId: story.id,
      classCode: county.lamp.classCode,
      townCode: '530127001',
      clockName: 'accept',
    })
    expect(await story.show()).toMatchObject({
      state: 'closed',
      returnVisit: { solvedScore: 1, serviceScore: 3 },
    })
    const { body: reports } = await county.acceptor.get(`/api/cases/${reopened.id}/reports`)
    expect(reports['reports']).toMatchObject([{ number: reopened.reportNumber }])
  })
})
