/**
 * Gang the handler leaves for another county in the middle of three cases, and Yun the collector falls ill with a check
 * to make. The administrator hands on what they had; others go on, every case closes in time, and what the two did
 * stands as it was. Moral: people go, cases stay, and no clock notices.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { OpenWork } from '#domain/cases/departure-contract.ts'
import { type CaseStory, glance, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import type { Voice } from '../server/testing/test-house.ts'

let county: TestCounty
let assigned: CaseStory
let started: CaseStory
let waiting: CaseStory
let checked: CaseStory
beforeAll(async () => {
  county = await openTestCounty()
  const toGang = async () => {
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch', 'assign')
    return story
  }
  assigned = await toGang()
  started = await toGang()
  await started.take('start', {}, county.handler)
  waiting = await toGang()
  await waiting.take('start', {}, county.handler)
  await waiting.take('requestExtension', { reason: '等配件到货' }, county.handler)
  checked = await openStory(county)
  await checked.takeAll('sendOn', 'file', 'dispatch', 'start', 'reportDone', 'passOn', 'issueCheck')
})
afterAll(async () => {
  expect((await county.verify()).differences).toEqual([])
  await county.close()
})

const workOf = async (voice: Voice) =>
  (await county.sysadmin.get(`/api/people/${voice.session.id}/open-work`)).body as {
    work: OpenWork[]
    successors: { id: string; name: string; load: number }[]
  }
const leave = (voice: Voice, reason: string, choices: object[]) =>
  county.sysadmin.post(`/api/people/${voice.session.id}/leave`, { reason, choices })
const isOut = (voice: Voice) =>
  vi.waitFor(async () => expect((await voice.get('/api/session')).status).toBe(401), { timeout: 1000 })

describe('somebody who leaves', () => {
  it('has three cases in work, and two colleagues of whom one has nothing to do', async () => {
    const { work, successors } = await workOf(county.handler)
    expect(work.map((it) => [it.state, it.work])).toEqual(
      expect.arrayContaining([
        ['assigned', 'handling'],
        ['handling', 'handling'],
        ['extension_requested', 'handling'],
      ]),
    )
    expect(work).toHaveLength(3)
    expect(successors).toEqual([
      { id: county.otherHandler.session.id, name: '林处置', load: 0, isSubstitute: false },
    ])
  })

  it('hands two to Lin and one back to the unit, and is out at once', async () => {
    const due = (await started.show()).disposeDueAt
    const answer = await leave(county.handler, '调离本县', [
      { caseId: assigned.id, work: 'handling', toId: null },
      { caseId: started.id, work: 'handling', toId: county.otherHandler.session.id },
      { caseId: waiting.id, work: 'handling', toId: county.otherHandler.session.id },
    ])
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const lines = answer.body['lines'] as { toName: string | null }[]
    expect(lines.map((it) => it.toName).sort()).toEqual(['林处置', '林处置', null].sort())
    await isOut(county.handler)
    expect(glance(await assigned.show())[0]).toBe('pending_handle')
    expect((await started.show()).disposeDueAt).toBe(due)
  })

  it('leaves a check to whoever was not the reporter', async () => {
    const { work, successors } = await workOf(county.checker)
    const names = work[0]?.successorIds.map((id) => successors.find((it) => it.id === id)?.name)
    expect(names).toEqual(['和核查'])
    const toReporter = { caseId: checked.id, work: 'check', toId: county.collector.session.id }
    expect((await leave(county.checker, '长期病假', [toReporter])).body).toMatchObject({
      code: 'case.successor-wrong',
    })
    expect((await county.checker.get('/api/session')).status).toBe(200)
    const toColleague = { ...toReporter, toId: county.otherChecker.session.id }
    expect((await leave(county.checker, '长期病假', [toColleague])).status).toBe(200)
    await isOut(county.checker)
  })

  it('is followed by others, who bring every case to its end in time', async () => {
    const { otherHandler, otherChecker } = county
    await assigned.take('assign', { handlerId: otherHandler.session.id })
    await assigned.take('start', {}, otherHandler)
    await waiting.take('approveExtension')
    for (const story of [assigned, started, waiting]) {
      await story.take('reportDone', {}, otherHandler)
      await story.takeAll('confirmDone', 'passOn')
      await story.take('issueCheck', { collectorId: otherChecker.session.id })
    }
    for (const story of [assigned, started, waiting, checked]) {
      await story.take('passCheck', {}, otherChecker)
      const closed = await story.take('close')
      expect([closed.state, closed.isInTime]).toEqual(['closed', true])
    }
  })

  it('keeps the name on everything done before, and nobody can be given work who is gone', async () => {
    const { timeline } = await started.show()
    const told = timeline.filter((it) => ['start', 'reassign', 'reportDone'].includes(it.action))
    expect(told.map((it) => [it.action, it.actorName])).toEqual([
      ['start', '刚处置'],
      ['reassign', '管理员'],
      ['reportDone', '林处置'],
    ])
    const next = await openStory(county)
    await next.takeAll('sendOn', 'file', 'dispatch')
    expect(await next.refused('assign', { handlerId: county.handler.session.id })).toBe(
      'case.handler-unknown',
    )
    const lines = (await county.sysadmin.get(`/api/people/${county.handler.session.id}/history`)).body[
      'lines'
    ]
    expect(lines).toMatchObject([{ command: 'person.leave', actorName: '管理员' }])
  })
})
