/**
 * What a leader says to a case: who is addressed, who has read it and when, and the clock of an answer. Reading is noted
 * once, only for whom it was meant, and is no step of the case.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Directive } from '#domain/cases/directive-contract.ts'
import { newId } from '#platform/ids.ts'
import { type CaseStory, inChina, openStory } from '../../../testing/case-story.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
let story: CaseStory
let colleague: Voice
beforeAll(async () => {
  county = await openTestCounty({ sessionHours: 1000 })
  colleague = await county.as({
    username: 'qin',
    name: '秦路灯',
    posts: ['unit'],
    organisationId: county.lampStation,
  })
  story = await openStory(county)
  await story.takeAll('sendOn', 'file', 'dispatch', 'start')
})
afterAll(() => county.close())

const read = (as: Voice, requestId: string = newId(), id = story.id) =>
  as.post(`/api/cases/${id}/read-directives`, {}, { 'idempotency-key': requestId })
async function directives(as: Voice, query: string): Promise<Directive[]> {
  const { status, body } = await as.get(`/api/directives?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body['directives'] as Directive[]
}
const readersOf = ({ readers }: Directive) => readers.map((it) => [it.name, inChina(it.readAt)])

describe('an instruction', () => {
  it('is a leader’s alone, and goes to the people of the unit that has the case', async () => {
    expect(await story.refused('instruct', {}, county.dispatcher)).toBe('access.not-permitted')
    await story.take('instruct')
    const [said] = await directives(county.leader, 'of=mine')
    expect(said).toMatchObject({
      kind: 'instruction',
      opinion: '请妥善处置，注意安全',
      dueAt: null,
      isLate: false,
    })
    expect(said && readersOf(said)).toEqual([
      ['秦路灯', null],
      ['邓路灯', null],
    ])
    expect((await directives(county.unit, 'of=for-me')).map((it) => [it.id, it.isUnread])).toEqual([
      [said?.id, true],
    ])
    for (const other of [county.otherUnit, county.dispatcher, county.handler])
      expect(await directives(other, 'of=for-me')).toEqual([])
  })

  it('can be for the centre, and is refused where nobody would get it', async () => {
    const early = await openStory(county)
    expect(await early.refused('instruct', { to: 'unit' })).toBe('case.nobody-addressed')
    await early.take('instruct', { to: 'centre' })
    const [said] = await directives(county.dispatcher, 'of=for-me')
    expect(said && readersOf(said).map(([name]) => name)).toEqual(['强值班', '鲍派遣'])
    await early.take('instruct', { to: 'both', opinion: '尽快派遣' })
    expect(await directives(county.dispatcher, 'of=for-me')).toHaveLength(2)
  })
})

describe('reading', () => {
  it('changes nothing for somebody who was not addressed, or may not see the case', async () => {
    const before = await sumTables(county.database)
    expect((await read(county.otherUnit)).body).toMatchObject({ code: 'case.unknown' })
    expect((await read(county.stranger as Voice)).body).toMatchObject({ code: 'access.sign-in-needed' })
    expect((await county.otherUnit.get(`/api/directives?caseId=${story.id}`)).body).toMatchObject({
      code: 'case.unknown',
    })
    expect(await sumTables(county.database)).toEqual(before)
    expect((await read(county.dispatcher)).body).toEqual({ id: story.id, read: 0 })
    expect((await directives(county.leader, `caseId=${story.id}`)).map(readersOf)).toEqual([
      [
        ['秦路灯', null],
        ['邓路灯', null],
      ],
    ])
  })

  it('is noted with its time and an audit line; the same request twice changes nothing more', async () => {
    story.at('2026-06-15 10:20')
    const version = (await story.show()).version
    expect(await read(county.unit, 'read-once')).toMatchObject({ status: 200, body: { read: 1 } })
    const audit = 'select command, subject_id from platform.audit_entries where request_id = $1'
    expect(await county.database.rows(audit, ['read-once'])).toEqual([
      { command: 'case.read-directives', subject_id: story.id },
    ])
    const before = await sumTables(county.database)
    expect(await read(county.unit, 'read-once')).toMatchObject({ status: 200, body: { read: 1 } })
    expect(await sumTables(county.database)).toEqual(before)
    story.at('2026-06-15 11:00')
    expect((await read(county.unit)).body, 'the first time counts').toEqual({ id: story.id, read: 0 })
    const [said] = await directives(county.leader, `caseId=${story.id}`)
    expect(said && readersOf(said)).toEqual([
      ['邓路灯', '06-15 10:20'],
      ['秦路灯', null],
    ])
    expect((await story.show()).version).toBe(version)
    expect(await directives(county.unit, 'of=for-me')).toEqual([])
    expect(await directives(colleague, 'of=for-me'), 'a colleague has still to read it').toHaveLength(1)
  })
})

describe('a supervision', () => {
  it('without a day is to be answered within eight office hours, over night and lunch', async () => {
    story.at('2026-06-15 15:00')
    await story.take('supervise', { dueOnDate: undefined })
    const [asked] = await directives(county.leader, `caseId=${story.id}`)
    const { body } = await county.leader.get('/api/case-settings')
    expect(body).toMatchObject({ settings: { supervisionAnswerHours: 8 } })
    expect(asked).toMatchObject({ kind: 'supervision', answeredAt: null, isLate: false })
    expect(asked?.dueOnDate).toBe('2026-06-16')
    expect(inChina(asked?.dueAt ?? null)).toMatch(/^06-16 /)
  })

  it('stays with the whole unit until it is answered, read or not, and is late after its instant', async () => {
    await read(county.unit)
    story.at('2026-06-16 18:00')
    const [waiting] = await directives(county.unit, 'of=for-me')
    expect(waiting).toMatchObject({ kind: 'supervision', isUnread: false, isLate: true })
    await story.take('answerSupervision')
    expect(await directives(county.unit, 'of=for-me')).toEqual([])
    const mine = await directives(county.leader, 'of=mine')
    expect(mine.find((it) => it.id === waiting?.id)).toMatchObject({ answer: '正在抓紧处置', isLate: false })
  })

  it('by a day is late when the day is over', async () => {
    await story.take('supervise', { dueOnDate: '2026-06-17' })
    const late = async () => (await directives(county.leader, `caseId=${story.id}`))[0]?.isLate
    story.at('2026-06-17 23:59')
    expect(await late()).toBe(false)
    story.at('2026-06-18 00:01')
    expect(await late()).toBe(true)
    expect(await story.refused('supervise', {}, county.dispatcher)).toBe('access.not-permitted')
  })

  it('leaves a log that gives the case again', async () => {
    expect((await county.verify()).differences).toEqual([])
  })
})
