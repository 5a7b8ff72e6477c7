/** Shifts: made, changed and ended by whoever makes the roster of the organisation, and by nobody else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse } from '../../../testing/test-house.ts'
import { type Crew, openCrew } from '../testing.ts'

let house: TestHouse
let crew: Crew
let other: Crew
beforeAll(async () => {
  house = await openTestHouse()
  crew = await openCrew(house)
  other = await openCrew(house)
})
afterAll(() => house.close())

const shift = (changes = {}) => ({
  organisationId: crew.id,
  name: '中班',
  mark: '中',
  fromTime: '14:00',
  toTime: '21:00',
  rounds: 2,
  ...changes,
})
const { organisationId: _, ...words } = {
  organisationId: '',
  name: '早班',
  mark: '早',
  fromTime: '07:00',
  toTime: '14:00',
  rounds: 1,
}
const change = (id: string, changes: object, by = crew.leader, headers = {}) =>
  by.call('PUT', `/api/shifts/${id}`, { ...words, expectedVersion: 1, ...changes }, headers)
const end = (id: string, expectedVersion = 1, by = crew.leader, headers = {}) =>
  by.post(`/api/shifts/${id}/end`, { expectedVersion }, headers)

describe('a shift', () => {
  it('is made, changed and ended by nobody without the right, and by no other organisation', async () => {
    const sums = await sumTables(house.database)
    for (const answer of [
      await crew.anna.post('/api/shifts', shift()),
      await change(crew.early, {}, crew.anna),
      await end(crew.early, 1, crew.anna),
    ])
      expect(answer.body).toMatchObject({ code: 'access.not-permitted' })
    for (const answer of [
      await other.leader.post('/api/shifts', shift()),
      await change(crew.early, {}, other.leader),
      await end(crew.early, 1, other.leader),
    ])
      expect(answer.body).toMatchObject({ code: 'roster.not-your-organisation' })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('is made once, leaves its audit line, and its name and mark are taken then', async () => {
    const key = { 'idempotency-key': 'shift-made-once' }
    const first = await crew.leader.post('/api/shifts', shift(), key)
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    const lines = await house.database.rows(
      "select command, subject_id from platform.audit_entries where request_id = 'shift-made-once'",
    )
    expect(lines).toEqual([{ command: 'shift.create', subject_id: first.body['id'] }])
    const sums = await sumTables(house.database)
    expect((await crew.leader.post('/api/shifts', shift(), key)).body).toEqual(first.body)
    for (const it of [shift({ name: '午班' }), shift({ mark: '午' })])
      expect((await crew.leader.post('/api/shifts', it)).body).toMatchObject({ code: 'shift.name-taken' })
    expect((await crew.leader.post('/api/shifts', shift({ fromTime: '25:00' }))).body).toMatchObject({
      code: 'request.invalid',
    })
    expect(await sumTables(house.database)).toEqual(sums)
    expect((await other.leader.post('/api/shifts', shift({ organisationId: other.id }))).status).toBe(200)
  })

  it('changes its words once, and its hours only while nobody relies on them', async () => {
    const key = { 'idempotency-key': 'shift-changed-once' }
    const first = await change(crew.early, { name: '早一班' }, crew.leader, key)
    expect(first.body).toEqual({ id: crew.early, version: 2 })
    const sums = await sumTables(house.database)
    expect((await change(crew.early, { name: '早一班' }, crew.leader, key)).body).toEqual(first.body)
    expect((await change(crew.early, { name: '早二班' })).body).toMatchObject({ code: 'shift.changed' })
    expect(await sumTables(house.database)).toEqual(sums)
    await crew.set('2026-06-15', [crew.line(crew.anna, '2026-06-16')])
    expect((await change(crew.early, { fromTime: '08:00', expectedVersion: 2 })).body).toMatchObject({
      code: 'shift.has-lines',
      details: { lines: 1, last: '2026-06-16' },
    })
    expect((await change(crew.early, { rounds: 3, expectedVersion: 2 })).status).toBe(200)
    await crew.set('2026-06-15', [])
    expect((await change(crew.early, { fromTime: '08:00', expectedVersion: 3 })).status).toBe(200)
  })

  it('ends once, when no line uses it any more', async () => {
    await crew.set('2026-06-15', [crew.line(crew.anna, '2026-06-20', crew.night)])
    expect((await end(crew.night)).body).toMatchObject({ code: 'shift.has-lines' })
    await crew.set('2026-06-15', [])
    const key = { 'idempotency-key': 'shift-ended-once' }
    const first = await end(crew.night, 1, crew.leader, key)
    expect(first.body).toEqual({ id: crew.night, version: 2 })
    const sums = await sumTables(house.database)
    expect((await end(crew.night, 1, crew.leader, key)).body).toEqual(first.body)
    expect(await sumTables(house.database)).toEqual(sums)
    expect(
      (await crew.set('2026-06-15', [crew.line(crew.anna, '2026-06-20', crew.night)])).body,
    ).toMatchObject({
      code: 'shift.ended',
    })
  })
})
