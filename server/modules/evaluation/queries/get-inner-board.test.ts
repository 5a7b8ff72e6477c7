/** A town's month of inner orders, told step by step, with the numbers worked out by hand; and who sees whose figures. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { InnerBoardRow } from '#domain/evaluation/inner-contract.ts'
import { openSecondLevel, type SecondLevel } from '../../../testing/second-level.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

type Board = { month: string; townUnits: { name: string }[]; rows: InnerBoardRow[]; total: InnerBoardRow }
let county: TestCounty
let level: SecondLevel
const hours = (value: number) => ({ value, unit: 'work_hour' })
const hour = 3_600_000

/**
 * Monday 09:00, three orders: the north (2 h) reports at 10:00, is sent back, reports at 10:30 and is accepted; the south
 * (1 h) reports at 10:30, late, and waits for the check; the contractor's is recalled. A second case gives the north 1 h,
 * which nobody takes up: at 10:30 it is red.
 */
beforeAll(async () => {
  county = await openTestCounty()
  level = await openSecondLevel(county)
  const story = (await level.openTownCase()).at('2026-06-15 09:10')
  const [north, south, contractor] = await level.splitInto(
    story.id,
    { unitId: level.north, part: '北段清理', limit: hours(2) },
    { unitId: level.south, part: '南段冲洗', limit: hours(1) },
    { unitId: level.contractor, part: '清运' },
  )
  const id = (it: { id: string } | undefined): string => it?.id ?? ''
  const second = await level.openTownCase()
  second.at('2026-06-15 09:20')
  await level.splitInto(second.id, { unitId: level.north, part: '修补', limit: hours(1) })
  story.at('2026-06-15 10:00')
  await level.step(id(north), 'start', level.northUnit)
  await level.step(id(north), 'report', level.northUnit)
  await level.step(id(north), 'sendBack', level.desk, { reason: '墙角仍有垃圾' })
  await level.step(id(south), 'start', level.southHandler)
  story.at('2026-06-15 10:30')
  await level.step(id(north), 'report', level.northUnit)
  await level.step(id(north), 'accept', level.desk)
  await level.step(id(south), 'report', level.southHandler)
  await level.step(id(contractor), 'recall', level.desk, { reason: '社区已自行清运' })
})
afterAll(() => county.close())

const board = async (voice: Voice, query = '?month=2026-06') =>
  (await voice.get(`/api/evaluation/inner-board${query}`)).body as unknown as Board
const named = (it: Board) => Object.fromEntries(it.rows.map((row) => [row.name, row]))
const orders = async (voice: Voice, query: string) =>
  (await voice.get(`/api/evaluation/inner-orders?month=2026-06&${query}`)).body as unknown as {
    total: number
    orders: { number: string; unit: string; part: string; caseNumber: string | null; reworks: number }[]
  }

describe('the figures by inner unit', () => {
  it('are what the month was, unit by unit and together', async () => {
    const seen = await board(level.desk)
    const { 北街社区居委会: north, 南街社区居委会: south, 嵩阳保洁承包队: contractor } = named(seen)
    expect(north).toMatchObject({
      figures: { issued: 2, due: 2, accepted: 1, inTime: 1, late: 1, reworked: 1, open: 1, overdue: 1 },
      rates: { finishing: 0.5, inTime: 0.5, rework: 0.5 },
      medianTime: 80 * 60_000,
    })
    expect(south).toMatchObject({
      figures: { issued: 1, due: 1, accepted: 0, inTime: 0, late: 1, open: 1, toCheck: 1, overdue: 0 },
      rates: { finishing: 0, inTime: 0, rework: 0 },
    })
    expect(contractor).toMatchObject({
      figures: { issued: 0, due: 0, recalled: 1 },
      rates: { finishing: null, inTime: null, rework: null },
      medianTime: null,
    })
    expect(seen.total).toMatchObject({
      figures: { issued: 3, due: 3, accepted: 1, inTime: 1, late: 2, reworked: 1, recalled: 1, open: 2 },
      rates: { finishing: 1 / 3, inTime: 1 / 3, rework: 1 / 3 },
      medianTime: (80 * hour) / 60,
    })
    expect(seen.townUnits.map((it) => it.name)).toEqual(['嵩阳街道办事处'])
  })

  it('keep what is open in sight when another month is looked at', async () => {
    const { total } = await board(level.desk, '?month=2026-05')
    expect(total.figures).toMatchObject({ issued: 0, due: 0, open: 2, overdue: 1 })
  })

  it('open the orders behind them, with their cases', async () => {
    const sentBack = await orders(level.desk, 'figure=reworked')
    expect(sentBack).toMatchObject({ total: 1, orders: [{ part: '北段清理', reworks: 1 }] })
    const [order] = sentBack.orders
    expect(order?.number).toBe(`${order?.caseNumber}-01`)
    expect(
      (await orders(level.desk, `figure=issued&unitId=${level.north}`)).orders.map((it) => it.part),
    ).toEqual(['北段清理', '修补'])
  })
})

describe('whose figures one sees', () => {
  it('the county’s posts those of every second level', async () => {
    expect((await board(county.dispatcher)).rows).toHaveLength(3)
    expect((await board(county.dispatcher, `?month=2026-06&townUnitId=${level.town}`)).rows).toHaveLength(3)
  })
  it('another town none of them, not by asking for them either', async () => {
    for (const query of ['?month=2026-06', `?month=2026-06&townUnitId=${level.town}`])
      expect(await board(level.otherDesk, query)).toMatchObject({ rows: [], total: { figures: { open: 0 } } })
    expect((await board(level.otherDesk)).townUnits).toEqual([])
    expect((await orders(level.otherDesk, `figure=open&unitId=${level.north}`)).total).toBe(0)
  })
  it('an inner unit its own, and not the case above', async () => {
    expect(Object.keys(named(await board(level.northUnit)))).toEqual(['北街社区居委会'])
    const own = await orders(level.northUnit, 'figure=issued')
    expect(own.orders.map((it) => [it.unit, it.caseNumber])).toEqual([
      ['北街社区居委会', null],
      ['北街社区居委会', null],
    ])
    expect((await orders(level.northUnit, `figure=issued&unitId=${level.south}`)).total).toBe(0)
  })
  it('nobody without the right, and another post beside that of a unit opens no more', async () => {
    expect((await level.southHandler.get('/api/evaluation/inner-board')).body['code']).toBe(
      'access.not-permitted',
    )
    const both = await county.as({
      username: 'both',
      posts: ['unit', 'collector'],
      organisationId: level.south,
    })
    expect(Object.keys(named(await board(both)))).toEqual(['南街社区居委会'])
  })
})
