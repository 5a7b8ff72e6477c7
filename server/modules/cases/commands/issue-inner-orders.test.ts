/** Splitting a case: who may, what is refused and leaves no trace, and what happens when two people are at it at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseStory, inChina } from '../../../testing/case-story.ts'
import { openSecondLevel, type SecondLevel } from '../../../testing/second-level.ts'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'

let county: TestCounty
let level: SecondLevel
beforeAll(async () => {
  county = await openTestCounty()
  level = await openSecondLevel(county)
})
afterAll(async () => {
  expect((await county.verify()).differences).toEqual([])
  await county.close()
})

const hours = (value: number) => ({ value, unit: 'work_hour' })

/** The code of a refusal that left nothing behind. */
async function refused(story: CaseStory, orders: object[], as = level.desk): Promise<unknown> {
  const before = await sumTables(county.database)
  const answer = await level.split(story.id, orders as Record<string, unknown>[], as)
  expect(answer.status, 'the split was not refused').toBeGreaterThanOrEqual(400)
  expect(await sumTables(county.database)).toEqual(before)
  return answer.body['code']
}

describe('splitting', () => {
  it('is refused without the right; does it with its audit line; sent twice changes nothing more', async () => {
    const story = await level.openTownCase()
    const part = { unitId: level.north, part: '清理北段路面' }
    expect(await refused(story, [part], county.dispatcher)).toBe('access.not-permitted')
    expect(await refused(story, [part], level.northUnit)).toBe('access.not-permitted')
    expect(await refused(story, [part], level.otherDesk)).toBe('case.unknown')

    const body = { orders: [part, { unitId: level.contractor, part: '清运垃圾', limit: hours(2) }] }
    const send = () =>
      level.desk.post(`/api/cases/${story.id}/inner-orders`, body, { 'idempotency-key': 'split-once' })
    const first = await send()
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    const { number } = await story.show()
    expect(first.body['orders']).toMatchObject([
      { number: `${number}-01`, state: 'issued', version: 1 },
      { number: `${number}-02`, state: 'issued', version: 1 },
    ])
    const lines = await county.database.rows(
      'select command, subject_id from platform.audit_entries where request_id = $1',
      ['split-once'],
    )
    expect(lines).toEqual([{ command: 'inner-order.issue', subject_id: story.id }])
    const sums = await sumTables(county.database)
    expect((await send()).body).toEqual(first.body)
    expect(await sumTables(county.database)).toEqual(sums)
  })

  it('stands in the story of the case and touches neither its state nor its clock', async () => {
    const story = await level.openTownCase()
    const was = await story.show()
    await level.splitInto(
      story.id,
      { unitId: level.north, part: '清理' },
      { unitId: level.south, part: '冲洗' },
    )
    const is = await story.show()
    expect([is.state, is.clockDueAt, is.clocks]).toEqual([was.state, was.clockDueAt, was.clocks])
    const told = is.timeline.at(-1)
    expect(told).toMatchObject({ action: 'split', zh: '拆分派发', actorName: '宋街道', post: 'sub_center' })
    expect(Object.values(told?.names ?? {}).sort()).toEqual(['北街社区居委会', '南街社区居委会'].sort())
  })

  it('refuses units that are not below, one unit twice, and a deadline beyond the case’s', async () => {
    const story = await level.openTownCase()
    const part = { unitId: level.north, part: '清理' }
    expect(await refused(story, [{ ...part, unitId: county.lampStation }])).toBe('inner-order.unit-not-below')
    expect(await refused(story, [{ ...part, unitId: level.town }])).toBe('inner-order.unit-not-below')
    expect(await refused(story, [part, part])).toBe('inner-order.unit-twice')
    expect(await refused(story, [{ ...part, limit: { value: 90, unit: 'natural_day' } }])).toBe(
      'inner-order.beyond-case',
    )
    expect(await refused(story, [])).toBe('request.invalid')
    expect(await refused(story, [{ ...part, part: ' ' }])).toBe('request.invalid')
    await level.splitInto(story.id, part)
    expect(await refused(story, [part])).toBe('inner-order.unit-twice')
  })

  it('says until when: own hours count from now, without any it is due with the case', async () => {
    county.clock.turnTo(new Date('2026-06-15T09:00:00+08:00'))
    const story = await level.openTownCase()
    const { disposeDueAt } = await story.show()
    const [own, withCase] = await level.splitInto(
      story.id,
      { unitId: level.north, part: '清理', limit: hours(2) },
      { unitId: level.south, part: '冲洗' },
    )
    expect([inChina(own?.dueAt ?? null), withCase?.dueAt]).toEqual(['06-15 11:00', disposeDueAt])
    const preview = await level.desk.get(
      `/api/cases/${story.id}/inner-deadline?unitId=${level.contractor}&value=2&unit=work_hour`,
    )
    expect(preview.body).toEqual({ dueAt: own?.dueAt, caseDueAt: disposeDueAt, isBeyond: false })
    const units = (await level.desk.get(`/api/cases/${story.id}/inner-units`)).body['units']
    expect(units).toHaveLength(3)
    expect(units).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: level.north, hasOne: true })]),
    )
    expect((await level.otherDesk.get(`/api/cases/${story.id}/inner-units`)).body['code']).toBe(
      'case.unknown',
    )
  })

  it('is refused once the result is there', async () => {
    const story = await level.openTownCase()
    await story.take('start', {}, level.desk)
    await story.take('reportDone', {}, level.desk)
    expect(await refused(story, [{ unitId: level.north, part: '清理' }])).toBe('inner-order.case-not-in-hand')
  })
})

describe('two at once', () => {
  it('two splits to one unit leave one order', async () => {
    const story = await level.openTownCase()
    const answers = await Promise.all(
      ['先', '后'].map((word) => level.split(story.id, [{ unitId: level.north, part: `${word}清理` }])),
    )
    expect(answers.map((it) => it.status).sort()).toEqual([200, 400])
    expect(await level.ordersOf(story.id)).toHaveLength(1)
  })

  it('a result and a split never pass each other', async () => {
    for (let round = 0; round < 5; round++) {
      const story = await level.openTownCase()
      await story.take('start', {}, level.desk)
      const photoIds = [await county.photo(level.desk)]
      const [split, done] = await Promise.all([
        level.split(story.id, [{ unitId: level.north, part: '清理' }]),
        level.desk.post(`/api/cases/${story.id}/report-done`, { measure: '已清理', photoIds }),
      ])
      expect([split.status, done.status].filter((it) => it === 200)).toHaveLength(1)
      expect([split.body['code'], done.body['code']]).toEqual(
        split.status === 200 ? [undefined, 'inner-order.open'] : ['inner-order.case-not-in-hand', undefined],
      )
    }
  })
})
