/** Closing an account and handing on its work: all or nothing, and nothing of the past changes. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenWork } from '#domain/cases/departure-contract.ts'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let count = 0
let leaver: Voice
let started: CaseStory
let assigned: CaseStory
beforeAll(async () => {
  county = await openTestCounty()
})
beforeEach(async () => {
  leaver = await county.as({
    username: `leaver-${++count}`,
    name: '李走',
    posts: ['handler'],
    organisationId: county.lampStation,
  })
  const given = async () => {
    const story = await openStory(county)
    await story.takeAll('sendOn', 'file', 'dispatch')
    await story.take('assign', { handlerId: leaver.session.id })
    return story
  }
  started = await given()
  await started.take('start', {}, leaver)
  assigned = await given()
})
afterAll(async () => {
  expect((await county.verify()).differences).toEqual([])
  await county.close()
})

const path = () => `/api/people/${leaver.session.id}`
const openWork = async (by = county.sysadmin) =>
  (await by.get(`${path()}/open-work`)).body as {
    work: OpenWork[]
    successors: { id: string; name: string }[]
  }
const leave = (choices: object[], key = `leave-once-${count}`, by = county.sysadmin) =>
  by.post(`${path()}/leave`, { reason: '调离本县', choices }, { 'idempotency-key': key })
const to = (story: CaseStory, toId: string | null, work = 'handling') => ({ caseId: story.id, work, toId })

describe('somebody who leaves', () => {
  it('has work that is shown with who could take it over, and only to whoever administers people', async () => {
    const { work, successors } = await openWork()
    expect(work.map((it) => [it.caseId, it.work, it.state, it.canGoBack])).toEqual([
      [started.id, 'handling', 'handling', true],
      [assigned.id, 'handling', 'assigned', true],
    ])
    const names = (ids: readonly string[]) => ids.map((id) => successors.find((it) => it.id === id)?.name)
    expect(names(work[0]?.successorIds ?? [])).toEqual(expect.arrayContaining(['刚处置', '林处置']))
    expect(names(work[0]?.successorIds ?? [])).not.toContain('李走')
    expect((await county.leader.get(`${path()}/open-work`)).body).toMatchObject({
      code: 'access.not-permitted',
    })
  })

  it('is let go by nobody without the right', async () => {
    const sums = await sumTables(county.database)
    expect(
      (await leave([to(started, null), to(assigned, null)], 'not-mine', county.leader)).body,
    ).toMatchObject({
      code: 'access.not-permitted',
    })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('hands everything on in one act, with a line for each piece, and sent twice changes nothing more', async () => {
    const choices = [to(started, county.otherHandler.session.id), to(assigned, null)]
    const before = await started.show()
    const first = await leave(choices)
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    expect(first.body).toMatchObject({
      endedSessions: 1,
      lines: [
        { caseId: started.id, work: 'handling', toName: '林处置' },
        { caseId: assigned.id, work: 'handling', toName: null },
      ],
    })
    const after = await started.show()
    expect(after.timeline.slice(0, before.timeline.length)).toEqual(before.timeline)
    expect(after.timeline.at(-1)).toMatchObject({
      action: 'reassign',
      actorName: '管理员',
      data: { reason: '离岗移交：调离本县' },
    })
    expect((await assigned.show()).state).toBe('pending_handle')
    await vi.waitFor(async () => expect((await leaver.get('/api/session')).status).toBe(401), {
      timeout: 1000,
    })
    expect((await openWork()).work).toEqual([])
    const sums = await sumTables(county.database)
    expect((await leave(choices)).body).toEqual(first.body)
    expect(await sumTables(county.database)).toEqual(sums)
    const lines = await county.database.rows(
      "select subject_id, input from platform.audit_entries where command = 'person.leave' and request_id = $1",
      [`leave-once-${count}`],
    )
    expect(lines).toMatchObject([
      { subject_id: leaver.session.id, input: { reason: '调离本县', choices: 2 } },
    ])
  })

  it('is not let go while a piece is forgotten, wrongly given, or gone meanwhile; and then nothing changes', async () => {
    const other = county.otherHandler.session.id
    const refused = async (choices: object[], key: string) => (await leave(choices, key)).body
    const sums = await sumTables(county.database)
    expect(await refused([to(started, other)], 'forgotten-one')).toMatchObject({
      code: 'case.work-left',
      details: { numbers: [(await assigned.show()).number] },
    })
    const toCollector = [to(started, other), to(assigned, county.checker.session.id)]
    expect(await refused(toCollector, 'wrong-post')).toMatchObject({ code: 'case.successor-wrong' })
    const toSelf = [to(started, leaver.session.id), to(assigned, null)]
    expect(await refused(toSelf, 'to-oneself')).toMatchObject({ code: 'case.successor-wrong' })
    const twoMany = [to(started, other), to(assigned, null), to(assigned, other, 'hand')]
    expect(await refused(twoMany, 'gone-meanwhile')).toMatchObject({ code: 'case.work-gone' })
    expect(await sumTables(county.database)).toEqual(sums)
    expect((await leaver.get('/api/session')).status).toBe(200)
    await leave([to(started, null), to(assigned, null)], 'at-last')
  })

  it('may have been closed before, in a hurry; the work is handed on afterwards', async () => {
    await county.disable(leaver.session.username)
    const answer = await leave([to(started, null), to(assigned, county.handler.session.id)])
    expect(answer.body).toMatchObject({ endedSessions: 0, lines: [{ toName: null }, { toName: '刚处置' }] })
    expect(await started.refused('reassign')).toBe('case.nobody-has-it')
  })

  it('is never oneself, nor the last administrator', async () => {
    const own = `/api/people/${county.sysadmin.session.id}/leave`
    const body = { reason: '离职', choices: [] }
    expect((await county.sysadmin.post(own, body)).body).toMatchObject({ code: 'person.own-account' })
    await leave([to(started, null), to(assigned, null)])
  })
})

describe('somebody at the desk who leaves', () => {
  it('puts down what is in hand, or hands it to a colleague, and leaves shared lists to one', async () => {
    const min = await county.as({ username: 'min-er', name: '闵二', posts: ['acceptor'] })
    const [one, two] = [await openStory(county), await openStory(county)]
    for (const it of [one, two]) expect((await min.post(`/api/cases/${it.id}/hold`)).status).toBe(200)
    const filterId = '01990000-0000-7000-8000-0000000000f1'
    const filter = { name: '今天的', queue: 'mine', query: {}, isShared: true }
    const saved = await min.call('PUT', `/api/case-filters/${filterId}`, filter)
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    const id = min.session.id
    const acceptor = county.acceptor.session.id
    const answer = await county.sysadmin.post(`/api/people/${id}/leave`, {
      reason: '退休',
      choices: [to(one, acceptor, 'hand'), to(two, null, 'hand')],
      filtersToId: acceptor,
    })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const holder = async (story: CaseStory) => (await story.show()).holder?.name ?? null
    expect([await holder(one), await holder(two)]).toEqual(['闵受理', null])
    const { filters } = (await county.acceptor.get('/api/case-filters')).body as { filters: object[] }
    expect(filters).toMatchObject([{ id: filterId, isMine: true, ownerName: '闵受理' }])
  })
})
