/** A week of the roster set and copied: whole or not at all, on the version that was seen, never over anything. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse } from '../../../testing/test-house.ts'
import { type Crew, openCrew } from '../testing.ts'

let house: TestHouse
let crew: Crew
beforeAll(async () => {
  house = await openTestHouse({ sessionHours: 240 })
})
beforeEach(async () => {
  crew = await openCrew(house)
})
afterAll(() => house.close())

const monday = '2026-06-15'
const linesOf = async (onDate: string) =>
  ((await crew.week(onDate))['lines'] as { personId: string; onDate: string; shiftId: string }[]).map(
    (it) => [it.personId, it.onDate, it.shiftId],
  )
const copy = (body: object, headers = {}, by = crew.leader) =>
  by.post('/api/rosters/copy-week', { organisationId: crew.id, fromMonday: monday, ...body }, headers)

describe('a week', () => {
  it('is set and copied by nobody without the right, and by no other organisation', async () => {
    const other = await openCrew(house)
    const sums = await sumTables(house.database)
    const body = { organisationId: crew.id, monday, expectedVersion: 0, lines: [] }
    expect((await crew.anna.call('PUT', '/api/rosters/week', body)).body).toMatchObject({
      code: 'access.not-permitted',
    })
    expect((await other.leader.call('PUT', '/api/rosters/week', body)).body).toMatchObject({
      code: 'roster.not-your-organisation',
    })
    expect((await copy({ toMondays: ['2026-06-22'] }, {}, crew.anna)).body).toMatchObject({
      code: 'access.not-permitted',
    })
    expect((await copy({ toMondays: ['2026-06-22'] }, {}, other.leader)).body).toMatchObject({
      code: 'roster.not-your-organisation',
    })
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('is set in one act, with an audit line, and sent twice changes nothing more', async () => {
    const lines = [crew.line(crew.anna, '2026-06-15'), crew.line(crew.bo, '2026-06-16', crew.night)]
    const key = { 'idempotency-key': `week-set-${crew.id}` }
    const first = await crew.set(monday, lines, key, 0)
    expect(first.body).toEqual({ version: 1, added: 2, removed: 0 })
    const audit = await house.database.rows(
      'select command, input from platform.audit_entries where request_id = $1',
      [key['idempotency-key']],
    )
    expect(audit).toEqual([
      {
        command: 'roster.set-week',
        input: { organisationId: crew.id, monday, expectedVersion: 0, lines: 2 },
      },
    ])
    const sums = await sumTables(house.database)
    expect((await crew.set(monday, lines, key, 0)).body).toEqual(first.body)
    expect((await crew.set(monday, lines, {}, 0)).body).toMatchObject({ code: 'roster.changed' })
    expect(await sumTables(house.database)).toEqual(sums)
    const moved = [crew.line(crew.anna, '2026-06-17'), { ...crew.line(crew.bo, '2026-06-16', crew.night) }]
    expect((await crew.set(monday, moved)).body).toEqual({ version: 2, added: 1, removed: 1 })
    expect(await linesOf(monday)).toEqual([
      [crew.bo.session.id, '2026-06-16', crew.night],
      [crew.anna.session.id, '2026-06-17', crew.early],
    ])
  })

  it('is refused as a whole where one line is wrong, and says which', async () => {
    const stranger = await openCrew(house)
    const good = crew.line(crew.anna, '2026-06-18')
    const wrong: [string, object[]][] = [
      ['roster.line-outside-week', [good, crew.line(crew.anna, '2026-06-22')]],
      ['roster.line-twice', [good, good]],
      ['roster.person-unfit', [good, crew.line(stranger.anna, '2026-06-18')]],
      ['roster.person-unfit', [{ ...good, post: 'handler' }]],
      ['shift.unknown', [{ ...good, shiftId: stranger.early }]],
      ['roster.ground-unknown', [{ ...good, areaCode: '530127999' }]],
      ['request.invalid', [{ ...good, onDate: '2026-06-31' }]],
    ]
    const sums = await sumTables(house.database)
    for (const [code, lines] of wrong)
      expect((await crew.set(monday, lines as never)).body['code'], code).toBe(code)
    expect((await crew.set('2026-06-16', [])).body['code']).toBe('roster.not-monday')
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('puts nobody in two places at once, not even from one week into the next', async () => {
    await crew.leader.post('/api/shifts', {
      organisationId: crew.id,
      name: '凌晨',
      mark: '凌',
      fromTime: '05:00',
      toTime: '09:00',
    })
    const dawn = ((await crew.week(monday))['shifts'] as { id: string; name: string }[]).find(
      (it) => it.name === '凌晨',
    )
    const twice = [crew.line(crew.anna, '2026-06-18'), crew.line(crew.anna, '2026-06-18', dawn?.id)]
    expect((await crew.set(monday, twice)).body).toMatchObject({
      code: 'roster.overlap',
      details: { lines: [{ name: '安娜', onDate: '2026-06-18' }] },
    })
    await crew.set(monday, [crew.line(crew.anna, '2026-06-21', crew.night)])
    expect((await crew.set('2026-06-22', [crew.line(crew.anna, '2026-06-22', dawn?.id)])).body).toMatchObject(
      {
        code: 'roster.overlap',
      },
    )
    expect((await crew.set('2026-06-22', [crew.line(crew.anna, '2026-06-22')])).status).toBe(200)
  })

  it('leaves what is over as it was', async () => {
    await crew.set(monday, [crew.line(crew.anna, '2026-06-15')])
    house.clock.turnTo(new Date('2026-06-17T09:00:00+08:00'))
    expect((await crew.set(monday, [])).body).toMatchObject({
      code: 'roster.past',
      details: { onDate: '2026-06-15' },
    })
    const kept = [crew.line(crew.anna, '2026-06-15'), crew.line(crew.bo, '2026-06-17')]
    expect((await crew.set(monday, kept)).status).toBe(200)
    house.clock.turnTo(new Date('2026-06-15T09:00:00+08:00'))
  })

  it('warns of too little rest and refuses nothing for it', async () => {
    await crew.set(monday, [
      crew.line(crew.anna, '2026-06-16', crew.night),
      crew.line(crew.anna, '2026-06-17'),
    ])
    expect((await crew.week(monday))['warnings']).toEqual([
      { kind: 'short-rest', personId: crew.anna.session.id, onDate: '2026-06-17', value: 0 },
    ])
  })

  it('is written by one of two who save at the same time', async () => {
    const answers = await Promise.all([
      crew.set(monday, [crew.line(crew.anna, '2026-06-18')], {}, 0),
      crew.set(monday, [crew.line(crew.bo, '2026-06-18')], {}, 0),
    ])
    expect(answers.map((it) => it.body['code'] ?? 'set').sort()).toEqual(['roster.changed', 'set'])
  })
})

describe('a copied week', () => {
  beforeEach(async () => {
    await crew.set(monday, [
      crew.line(crew.anna, '2026-06-15'),
      crew.line(crew.bo, '2026-06-16', crew.night),
      crew.line(crew.chen, '2026-06-21'),
    ])
  })

  it('has the same people on the same weekdays, and sent twice changes nothing more', async () => {
    const key = { 'idempotency-key': `week-copied-${crew.id}` }
    const body = { toMondays: ['2026-06-22', '2026-07-06'] }
    const first = await copy(body, key)
    expect(first.body).toEqual({ copied: 6, unchanged: 0, leftOut: [] })
    expect(await linesOf('2026-07-06')).toEqual([
      [crew.anna.session.id, '2026-07-06', crew.early],
      [crew.bo.session.id, '2026-07-07', crew.night],
      [crew.chen.session.id, '2026-07-12', crew.early],
    ])
    const audit = await house.database.rows(
      'select command from platform.audit_entries where request_id = $1',
      [key['idempotency-key']],
    )
    expect(audit).toEqual([{ command: 'roster.copy-week' }])
    const sums = await sumTables(house.database)
    expect((await copy(body, key)).body).toEqual(first.body)
    expect(await sumTables(house.database)).toEqual(sums)
    expect((await copy(body)).body).toEqual({ copied: 0, unchanged: 6, leftOut: [] })
  })

  it('names what is in the way and changes nothing, until it is told to leave that out', async () => {
    await crew.set('2026-06-22', [crew.line(crew.anna, '2026-06-22', crew.night)])
    await crew.leader.post('/api/leaves', {
      personId: crew.bo.session.id,
      kind: 'annual',
      from: '2026-06-23T00:00:00+08:00',
      to: '2026-06-24T00:00:00+08:00',
    })
    await house.disable(crew.chen.session.username)
    const conflicts = [
      { kind: 'taken', name: '安娜', onDate: '2026-06-22' },
      { kind: 'leave', name: '博文', onDate: '2026-06-23' },
      { kind: 'left', onDate: '2026-06-28' },
    ]
    const sums = await sumTables(house.database)
    const refused = await copy({ toMondays: ['2026-06-22'] })
    expect(refused.body).toMatchObject({ code: 'roster.copy-conflicts', details: { conflicts } })
    expect(await sumTables(house.database)).toEqual(sums)
    await crew.set('2026-06-22', [])
    const rest = await copy({ toMondays: ['2026-06-22'], leavesOutConflicts: true })
    expect(rest.body).toMatchObject({ copied: 1, leftOut: conflicts.slice(1) })
    expect(await linesOf('2026-06-22')).toEqual([[crew.anna.session.id, '2026-06-22', crew.early]])
  })

  it('goes to later weeks only, Monday to Monday', async () => {
    expect((await copy({ toMondays: [monday] })).body['code']).toBe('roster.copy-onto-itself')
    expect((await copy({ toMondays: ['2026-06-23'] })).body['code']).toBe('roster.not-monday')
  })
})
