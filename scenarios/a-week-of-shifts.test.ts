/**
 * A collection team works by shifts. Qiang sets a week, copies it, lets Wei take a day off and has He stand in; the
 * acceptor cannot send Wei on that day, and He takes the verification. Moral: nobody is sent who is not there, and it is said why.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseStory, openStory } from '../server/testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../server/testing/test-county.ts'
import type { Voice } from '../server/testing/test-house.ts'

let county: TestCounty
let qiang: Voice
let [wei, yun, he]: Voice[] = []
let early: string
let story: CaseStory
const monday = '2026-06-15'
const tuesday = { from: '2026-06-16T00:00:00+08:00', to: '2026-06-17T00:00:00+08:00' }

/** The team is the water company's, since the small county has no team of its own. */
const team = () => county.waterCompany
const join = (username: string, name: string, post: 'collector' | 'shift_leader') =>
  county.as({ username, name, posts: [post], organisationId: team() })
const person = (voice: Voice | undefined): string => voice?.session.id ?? ''
const line = (voice: Voice | undefined, onDate: string) => ({
  personId: person(voice),
  onDate,
  shiftId: early,
  post: 'collector',
  areaCode: '530127001',
})
type Candidate = { name: string; isOnDuty: boolean; said: { zh: string } }
const candidates = async () =>
  (await county.acceptor.get('/api/task-candidates')).body as { hasRoster: boolean; candidates: Candidate[] }
const candidate = async (name: string) => (await candidates()).candidates.find((it) => it.name === name)

beforeAll(async () => {
  county = await openTestCounty({ sessionHours: 400 })
  qiang = await join('qiang-team', '强班长', 'shift_leader')
  ;[wei, yun, he] = [
    await join('wei-team', '魏班员', 'collector'),
    await join('yun-team', '云班员', 'collector'),
    await join('he-team', '和班员', 'collector'),
  ]
})
afterAll(async () => {
  expect((await county.verify()).differences).toEqual([])
  await county.close()
})

describe('a week of shifts', () => {
  it('begins without a roster: everybody counts as on duty, and that is said', async () => {
    const { hasRoster } = await candidates()
    expect(hasRoster).toBe(false)
    expect(await candidate('魏班员')).toMatchObject({
      isOnDuty: true,
      said: { zh: '今日无排班表，视为在岗' },
    })
  })

  it('is set for the team and copied onto the next week', async () => {
    const shift = {
      organisationId: team(),
      name: '早班',
      mark: '早',
      fromTime: '07:00',
      toTime: '15:00',
      rounds: 2,
    }
    early = String((await qiang.post('/api/shifts', shift)).body['id'])
    const lines = ['2026-06-15', '2026-06-16', '2026-06-17'].flatMap((day) => [
      line(wei, day),
      line(yun, day),
    ])
    const set = await qiang.call('PUT', '/api/rosters/week', {
      organisationId: team(),
      monday,
      expectedVersion: 0,
      lines,
    })
    expect(set.body, JSON.stringify(set.body)).toEqual({ version: 1, added: 6, removed: 0 })
    const copy = { organisationId: team(), fromMonday: monday, toMondays: ['2026-06-22'] }
    expect((await qiang.post('/api/rosters/copy-week', copy)).body).toMatchObject({ copied: 6, leftOut: [] })
    const week = await qiang.get(`/api/rosters/week?organisationId=${team()}&onDate=2026-06-24`)
    expect(week.body['lines']).toHaveLength(6)
  })

  it('lets Wei have Tuesday off, and He stands in with post and ground', async () => {
    const leave = { personId: person(wei), kind: 'annual', ...tuesday }
    expect((await qiang.post('/api/leaves', leave)).body).toMatchObject({ uncoveredLines: 1 })
    const stand = { personId: person(wei), substituteId: person(he), ...tuesday }
    expect((await qiang.post('/api/substitutions', stand)).body).toMatchObject({ lines: 1 })
    county.clock.turnTo(new Date('2026-06-16T09:00:00+08:00'))
    const { duties } = (await qiang.get(`/api/duties/now?organisationId=${team()}`)).body as {
      duties: { name: string; why: string; ground: string | null }[]
    }
    expect(Object.fromEntries(duties.map((it) => [it.name, it.why]))).toMatchObject({
      魏班员: 'leave',
      云班员: 'shift',
      和班员: 'substitution',
    })
    expect(duties.find((it) => it.name === '和班员')?.ground).toBe('小小镇')
    const situation = (await county.leader.get('/api/situation')).body as {
      hasRoster: boolean
      collectors: { name: string; isOnDuty: boolean }[]
    }
    // The command screen shows who is out there, also those who have nothing to do yet.
    expect(situation.hasRoster).toBe(true)
    expect(situation.collectors.map((it) => `${it.name} ${it.isOnDuty}`).sort()).toEqual([
      '云班员 true',
      '和班员 true',
    ])
  })

  it('sends nobody who is off duty, and He takes the verification', async () => {
    story = await openStory(county)
    const verify = (voice: Voice | undefined) => ({ collectorId: person(voice), reason: '看看是否属实' })
    const refused = await story.post('issueVerification', verify(wei))
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'case.collector-off-duty',
        details: { name: '魏班员', because: { zh: '请假至 06-17 00:00' } },
      },
    })
    // Somebody of the county who is on no roster that day is not sent either.
    expect(await story.refused('issueVerification', verify(county.checker))).toBe('case.collector-off-duty')
    expect(await candidate('魏班员')).toMatchObject({ isOnDuty: false, said: { zh: '请假至 06-17 00:00' } })
    expect(await candidate('云核查')).toMatchObject({ isOnDuty: false, said: { zh: '今日未排班' } })
    expect(await candidate('和班员')).toMatchObject({
      isOnDuty: true,
      said: { zh: '顶魏班员的早班 07:00–15:00' },
    })
    const issued = await story.take('issueVerification', verify(he))
    expect(issued.taskHolderName).toBe('和班员')
    expect(await story.refused('reassignTask', { collectorId: person(wei), reason: '换人' })).toBe(
      'case.collector-off-duty',
    )
    expect((await story.take('answerVerification', { result: 'true' }, he)).state).toBe('pool')
  })

  it('is over at three: nobody of the team is sent in the evening', async () => {
    county.clock.turnTo(new Date('2026-06-16T15:00:00+08:00'))
    expect(await story.refused('issueVerification', { collectorId: person(yun), reason: '再看一次' })).toBe(
      'case.collector-off-duty',
    )
    expect(await candidate('云班员')).toMatchObject({ said: { zh: '不在班（今日早班 07:00–15:00）' } })
  })

  it('goes on with the substitute when Wei leaves for good', async () => {
    const always = { from: '2026-06-17T00:00:00+08:00', to: '2026-07-31T00:00:00+08:00' }
    await qiang.post('/api/substitutions', { personId: person(wei), substituteId: person(he), ...always })
    const open = (await county.sysadmin.get(`/api/people/${person(wei)}/open-work`)).body
    expect(open).toMatchObject({ work: [] })
    const left = await county.sysadmin.post(`/api/people/${person(wei)}/leave`, {
      reason: '离职',
      choices: [],
    })
    expect(left.status, JSON.stringify(left.body)).toBe(200)
    await county.settle()
    const { lines } = (await qiang.get(`/api/rosters/week?organisationId=${team()}&onDate=2026-06-22`))
      .body as {
      lines: { personId: string; onDate: string; areaCode: string }[]
    }
    expect(lines.filter((it) => it.personId === person(wei))).toEqual([])
    expect(lines.filter((it) => it.personId === person(he))).toMatchObject([
      { onDate: '2026-06-22', areaCode: '530127001' },
      { onDate: '2026-06-23' },
      { onDate: '2026-06-24' },
    ])
  })
})
