/** Leave and substitutes: granted, set and ended; and what becomes of a roster when somebody leaves for good. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestHouse, type TestHouse, type Voice } from '../../../testing/test-house.ts'
import { type Crew, openCrew } from '../testing.ts'

let house: TestHouse
let crew: Crew
beforeAll(async () => {
  house = await openTestHouse({ sessionHours: 240 })
})
beforeEach(async () => {
  crew = await openCrew(house)
  await crew.set('2026-06-15', [
    crew.line(crew.anna, '2026-06-15'),
    crew.line(crew.anna, '2026-06-16'),
    crew.line(crew.anna, '2026-06-17'),
    crew.line(crew.bo, '2026-06-16', crew.night),
  ])
})
afterAll(() => house.close())

const tuesday = { from: '2026-06-16T00:00:00+08:00', to: '2026-06-17T00:00:00+08:00' }
const leave = (person: Voice, changes = {}, headers = {}, by = crew.leader) =>
  by.post(
    '/api/leaves',
    { personId: person.session.id, kind: 'sick', reason: '发热就医', ...tuesday, ...changes },
    headers,
  )
const stand = (person: Voice, by: Voice, changes = {}, headers = {}, as = crew.leader) =>
  as.post(
    '/api/substitutions',
    { personId: person.session.id, substituteId: by.session.id, ...tuesday, ...changes },
    headers,
  )
const duties = async () => {
  const { duties: all } = (await crew.leader.get(`/api/duties/now?organisationId=${crew.id}`)).body as {
    duties: { name: string; isOnDuty: boolean; why: string }[]
  }
  return Object.fromEntries(all.map((it) => [it.name, it.why]))
}

describe('leave', () => {
  it('is granted and ended by nobody without the right, to no other organisation, and never by oneself', async () => {
    const other = await openCrew(house)
    const granted = String((await leave(crew.bo)).body['id'])
    const sums = await sumTables(house.database)
    expect((await leave(crew.anna, {}, {}, crew.anna)).body['code']).toBe('access.not-permitted')
    expect((await leave(crew.anna, {}, {}, other.leader)).body['code']).toBe('roster.not-your-organisation')
    expect((await leave(crew.leader)).body['code']).toBe('leave.own-approval')
    expect((await leave(crew.anna, { approvedById: crew.bo.session.id })).body['code']).toBe(
      'leave.approver-unfit',
    )
    expect((await leave(crew.anna, { to: tuesday.from })).body['code']).toBe('request.invalid')
    expect((await crew.anna.post(`/api/leaves/${granted}/end`)).body['code']).toBe('access.not-permitted')
    expect((await other.leader.post(`/api/leaves/${granted}/end`)).body['code']).toBe(
      'roster.not-your-organisation',
    )
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('is granted once, says how many lines are open, and keeps its reason out of the audit line', async () => {
    const key = { 'idempotency-key': `leave-${crew.id}` }
    const first = await leave(crew.anna, {}, key)
    expect(first.body).toMatchObject({ uncoveredLines: 1 })
    const [line] = await house.database.rows<{ command: string; input: object }>(
      'select command, input from platform.audit_entries where request_id = $1',
      [key['idempotency-key']],
    )
    expect(line).toMatchObject({ command: 'leave.grant', input: { kind: 'sick' } })
    expect(JSON.stringify(line)).not.toContain('发热')
    const sums = await sumTables(house.database)
    expect((await leave(crew.anna, {}, key)).body).toEqual(first.body)
    expect((await leave(crew.anna)).body['code']).toBe('leave.overlap')
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('tells its kind and reason to those who make the roster and to nobody else', async () => {
    await leave(crew.anna)
    expect((await crew.week('2026-06-15'))['leaves']).toMatchObject([
      { kind: 'sick', reason: '发热就医', approvedBy: '班长' },
    ])
    const acceptor = await house.as({ username: `acceptor-${crew.id}`.slice(0, 20), posts: ['acceptor'] })
    const seen = (await crew.week('2026-06-15', acceptor))['leaves']
    expect(seen).toMatchObject([
      { kind: null, reason: null, approvedBy: null, personId: crew.anna.session.id },
    ])
  })

  it('ends early, is withdrawn before it begins, and sent twice changes nothing more', async () => {
    house.clock.turnTo(new Date('2026-06-16T08:00:00+08:00'))
    const id = String((await leave(crew.anna)).body['id'])
    expect(await duties()).toMatchObject({ 安娜: 'leave' })
    const key = { 'idempotency-key': `leave-ended-${crew.id}` }
    expect((await crew.leader.post(`/api/leaves/${id}/end`, {}, key)).body).toEqual({ id })
    const sums = await sumTables(house.database)
    expect((await crew.leader.post(`/api/leaves/${id}/end`, {}, key)).body).toEqual({ id })
    expect((await crew.leader.post(`/api/leaves/${id}/end`)).body['code']).toBe('leave.over')
    expect(await sumTables(house.database)).toEqual(sums)
    expect(await duties()).toMatchObject({ 安娜: 'shift' })
    const audit = await house.database.rows(
      'select command from platform.audit_entries where request_id = $1',
      [key['idempotency-key']],
    )
    expect(audit).toEqual([{ command: 'leave.end' }])
    house.clock.turnTo(new Date('2026-06-15T09:00:00+08:00'))
  })
})

describe('a substitute', () => {
  it('is set and ended by nobody without the right', async () => {
    const other = await openCrew(house)
    const set = String((await stand(crew.anna, crew.chen)).body['id'])
    const sums = await sumTables(house.database)
    expect((await stand(crew.bo, crew.chen, {}, {}, crew.anna)).body['code']).toBe('access.not-permitted')
    expect((await stand(crew.bo, crew.chen, {}, {}, other.leader)).body['code']).toBe(
      'roster.not-your-organisation',
    )
    expect((await crew.anna.post(`/api/substitutions/${set}/end`)).body['code']).toBe('access.not-permitted')
    expect(await sumTables(house.database)).toEqual(sums)
  })

  it('is on duty for the person, with an audit line, and sent twice changes nothing more', async () => {
    await leave(crew.anna)
    const key = { 'idempotency-key': `stand-${crew.id}` }
    const first = await stand(crew.anna, crew.chen, {}, key)
    expect(first.body).toMatchObject({ lines: 1 })
    const sums = await sumTables(house.database)
    expect((await stand(crew.anna, crew.chen, {}, key)).body).toEqual(first.body)
    expect(await sumTables(house.database)).toEqual(sums)
    const audit = await house.database.rows(
      'select command from platform.audit_entries where request_id = $1',
      [key['idempotency-key']],
    )
    expect(audit).toEqual([{ command: 'substitution.set' }])
    house.clock.turnTo(new Date('2026-06-16T08:00:00+08:00'))
    expect(await duties()).toMatchObject({ 安娜: 'leave', 陈晨: 'substitution', 博文: 'off-shift' })
    const end = `/api/substitutions/${first.body['id']}/end`
    expect((await crew.leader.post(end)).status).toBe(200)
    expect((await crew.leader.post(end)).body['code']).toBe('substitution.over')
    expect(await duties()).toMatchObject({ 安娜: 'leave', 陈晨: 'off-shift' })
    house.clock.turnTo(new Date('2026-06-15T09:00:00+08:00'))
  })

  it('is refused where the substitute is busy, away, of another post, or a substitute already', async () => {
    const evening = { from: '2026-06-16T20:00:00+08:00', to: '2026-06-17T08:00:00+08:00' }
    await crew.set('2026-06-15', [
      crew.line(crew.anna, '2026-06-16', crew.night),
      crew.line(crew.bo, '2026-06-16', crew.night),
    ])
    const code = async (...it: Parameters<typeof stand>) => (await stand(...it)).body['code']
    expect(await code(crew.anna, crew.bo, evening)).toBe('substitution.busy')
    expect(await code(crew.anna, crew.leader, evening)).toBe('substitution.unfit')
    await leave(crew.chen, evening)
    expect(await code(crew.anna, crew.chen, evening)).toBe('substitution.on-leave')
    const wednesday = { from: '2026-06-18T00:00:00+08:00', to: '2026-06-19T00:00:00+08:00' }
    expect((await stand(crew.anna, crew.chen, wednesday)).status).toBe(200)
    expect(await code(crew.chen, crew.bo, wednesday)).toBe('substitution.chain')
    expect(await code(crew.bo, crew.anna, wednesday)).toBe('substitution.chain')
    expect(await code(crew.anna, crew.anna, wednesday)).toBe('request.invalid')
    // The substitute cannot be given a shift of the same hours afterwards either.
    await crew.set('2026-06-15', [crew.line(crew.anna, '2026-06-18')])
    const both = [crew.line(crew.anna, '2026-06-18'), crew.line(crew.chen, '2026-06-18')]
    expect((await crew.set('2026-06-15', both)).body['code']).toBe('roster.overlap')
  })
})

describe('somebody who leaves for good', () => {
  it('is taken off the roster from then on, and a substitute has the lines that were taken over', async () => {
    await stand(crew.anna, crew.chen)
    await house.disable(crew.anna.session.username)
    await house.settle()
    const { lines, people, version } = (await crew.week('2026-06-15')) as {
      lines: { personId: string; onDate: string }[]
      people: { name: string; hasLeft: boolean }[]
      version: number
    }
    expect(lines.map((it) => [it.personId, it.onDate])).toEqual([
      [crew.anna.session.id, '2026-06-15'],
      [crew.chen.session.id, '2026-06-16'],
      [crew.bo.session.id, '2026-06-16'],
    ])
    expect(people.find((it) => it.name === '安娜')?.hasLeft).toBe(true)
    expect(version).toBe(2)
    const audit = await house.database.rows(
      "select output from platform.audit_entries where command = 'roster.clear-leaver' and subject_id = $1",
      [crew.anna.session.id],
    )
    expect(audit).toEqual([{ output: { removed: 2, takenOver: 1 } }])
    // The announcement may come twice.
    const sums = await sumTables(house.database)
    await house.settle()
    expect(await sumTables(house.database)).toEqual(sums)
  })
})
