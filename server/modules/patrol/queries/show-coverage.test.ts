/** Coverage on the tiny county: how much ground a day leaves unwalked, and what a line with a ground changes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import { type Crew, openCrew } from '../testing.ts'

let county: TestCounty
let crew: Crew
beforeAll(async () => {
  county = await openTestCounty()
  crew = await openCrew(county)
})
afterAll(() => county.close())

type Coverage = { required: number; short: number; grids: object[]; linesWithoutGround: number }
const coverage = async () =>
  (await crew.leader.get('/api/rosters/coverage?onDate=2026-06-16')).body as unknown as Coverage
const put = (frequencies: object[], by = crew.leader, headers = {}) =>
  by.call('PUT', '/api/patrol-frequencies', { frequencies }, headers)

describe('how often the ground is walked', () => {
  const all = ['A', 'B', 'C'].map((subject) => ({ subject, timesPerDay: 0, basis: '尚未定' }))

  it('is said by a shift leader and nobody else, and of ground that there is', async () => {
    const sums = await sumTables(county.database)
    expect((await put(all, county.dispatcher)).body).toMatchObject({ code: 'access.not-permitted' })
    const unknown = [{ subject: '没有的网格', timesPerDay: 1, basis: '县标准' }]
    expect((await put(unknown)).body).toMatchObject({ code: 'roster.ground-unknown' })
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('is said once, with an audit line, and sent twice changes nothing more', async () => {
    const key = { 'idempotency-key': 'frequencies-once' }
    const first = await put(all, crew.leader, key)
    expect(first.body).toEqual({ written: 3 })
    const audit = await county.database.rows(
      "select command from platform.audit_entries where request_id = 'frequencies-once'",
    )
    expect(audit).toEqual([{ command: 'roster.set-frequency' }])
    const sums = await sumTables(county.database)
    expect((await put(all, crew.leader, key)).body).toEqual(first.body)
    expect(await sumTables(county.database)).toEqual(sums)
    expect(await coverage()).toMatchObject({ required: 0, short: 0, grids: [] })
  })
})

it('counts unit grids without their rounds, and a line covers the area that it names', async () => {
  const all = ['A', 'B', 'C'].map((subject) => ({ subject, timesPerDay: 1, basis: '县标准' }))
  expect((await put(all)).body).toEqual({ written: 3 })
  const before = await coverage()
  expect(before.required).toBeGreaterThan(10)
  expect(before.short).toBe(before.required)
  await crew.set('2026-06-15', [crew.line(crew.anna, '2026-06-16')])
  expect(await coverage()).toMatchObject({ short: before.required, linesWithoutGround: 1 })
  const town = { ...crew.line(crew.anna, '2026-06-16'), areaCode: '530127001001' }
  await crew.set('2026-06-15', [town as never])
  const after = await coverage()
  expect(after.short).toBeLessThan(before.short)
  expect(after.short).toBeGreaterThan(0)
  expect((await crew.week('2026-06-16'))['coverage']).toContainEqual({
    onDate: '2026-06-16',
    required: before.required,
    short: after.short,
  })
  await crew.leader.post('/api/leaves', {
    personId: crew.anna.session.id,
    kind: 'annual',
    from: '2026-06-16T00:00:00+08:00',
    to: '2026-06-17T00:00:00+08:00',
  })
  expect((await coverage()).short).toBe(before.required)
})
