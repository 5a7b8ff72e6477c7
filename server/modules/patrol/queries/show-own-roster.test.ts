/** One's own roster: duty now, the next shift, substitutes and leave; and nobody else's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OwnRoster } from '#domain/patrol/own-roster-contract.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'
import { type Crew, openCrew } from '../testing.ts'

let house: TestHouse
let crew: Crew
const wednesday = { from: '2026-06-17T00:00:00+08:00', to: '2026-06-18T00:00:00+08:00' }

/** Monday 15 June, 09:00: Anna is on early shift Monday to Wednesday, on Wednesday ill, and Chen takes her shift. */
beforeAll(async () => {
  house = await openTestHouse()
  crew = await openCrew(house)
  await crew.set('2026-06-15', [
    crew.line(crew.anna, '2026-06-15'),
    crew.line(crew.anna, '2026-06-16'),
    crew.line(crew.anna, '2026-06-17'),
    crew.line(crew.bo, '2026-06-16', crew.night),
  ])
  await crew.set('2026-06-22', [crew.line(crew.anna, '2026-06-24', crew.night)])
  await crew.leader.post('/api/leaves', {
    personId: crew.anna.session.id,
    kind: 'sick',
    reason: '复诊',
    ...wednesday,
  })
  await crew.leader.post('/api/leaves', {
    personId: crew.bo.session.id,
    kind: 'personal',
    reason: '家中有事',
    from: '2026-06-20T00:00:00+08:00',
    to: '2026-06-21T00:00:00+08:00',
  })
  const stands = await crew.leader.post('/api/substitutions', {
    personId: crew.anna.session.id,
    substituteId: crew.chen.session.id,
    ...wednesday,
  })
  expect(stands.status).toBe(200)
})
afterAll(() => house.close())

const mine = async (voice: Voice, query = ''): Promise<OwnRoster> => {
  const { status, body } = await voice.get(`/api/rosters/mine${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body as unknown as OwnRoster
}
const glance = (it: OwnRoster) =>
  it.shifts.map((shift) => [
    shift.onDate,
    shift.name,
    shift.parts.length,
    shift.forName ?? shift.covers[0]?.name,
  ])

describe('one’s own roster', () => {
  it('shows this week and the next, duty now, and what comes next', async () => {
    const seen = await mine(crew.anna)
    expect([seen.days[0], seen.days.at(-1), seen.today]).toEqual(['2026-06-15', '2026-06-28', '2026-06-15'])
    expect(seen.hasRoster).toBe(true)
    expect(seen.duties).toMatchObject([
      { isOnDuty: true, why: 'shift', until: '2026-06-15T06:00:00.000Z', post: 'collector' },
    ])
    expect(seen.next).toMatchObject({ onDate: '2026-06-16', name: '早班', post: 'collector' })
    expect(glance(seen)).toEqual([
      ['2026-06-15', '早班', 1, undefined],
      ['2026-06-16', '早班', 1, undefined],
      ['2026-06-17', '早班', 0, '陈晨'],
      ['2026-06-24', '夜班', 1, undefined],
    ])
  })

  it('tells one’s own leave with its reason, and who stands in for whom on both sides', async () => {
    const anna = await mine(crew.anna)
    expect(anna.leaves).toMatchObject([{ kind: 'sick', reason: '复诊', approvedBy: '班长' }])
    expect(anna.substitutions).toMatchObject([{ isMine: false, otherName: '陈晨' }])
    const chen = await mine(crew.chen)
    expect(chen.substitutions).toMatchObject([{ isMine: true, otherName: '安娜' }])
    expect(glance(chen)).toEqual([['2026-06-17', '早班', 1, '安娜']])
    expect(chen.next).toMatchObject({ onDate: '2026-06-17', forName: '安娜' })
    expect(chen.leaves).toEqual([])
  })

  it('shows other days where they are asked for, and keeps the next shift in sight', async () => {
    const later = await mine(crew.anna, '?from=2026-08-03&days=35')
    expect([later.days.length, later.shifts, later.next?.onDate]).toEqual([35, [], '2026-06-16'])
    expect((await crew.anna.get('/api/rosters/mine?days=400')).body['code']).toBe('request.invalid')
  })

  it('is empty for somebody on no roster, who need not be shown the page', async () => {
    const other = await openCrew(house)
    expect(await mine(other.anna)).toMatchObject({ hasRoster: false, shifts: [], next: null, leaves: [] })
  })
})

describe('nobody else’s roster', () => {
  it('is told, whatever is asked', async () => {
    const bo = await mine(crew.bo, `?personId=${crew.anna.session.id}&organisationId=${crew.id}`)
    expect(glance(bo)).toEqual([['2026-06-16', '夜班', 1, undefined]])
    expect(JSON.stringify(bo)).not.toContain('安娜')
    expect(JSON.stringify(await mine(crew.chen))).not.toMatch(/复诊|家中有事/)
  })
  it('is told to a stranger or a citizen, not even an empty one', async () => {
    expect((await house.stranger.get('/api/rosters/mine')).status).toBe(401)
    const citizen = await house.as({ username: 'citizen', posts: ['citizen'] })
    expect((await citizen.get('/api/rosters/mine')).body['code']).toBe('access.not-permitted')
  })
})
