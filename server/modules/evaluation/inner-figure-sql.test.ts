/** The figures by inner unit in SQL against the rules of the domain, on orders made by chance; each figure against its orders. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { innerStateCodes } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import type { InnerBoardRow } from '#domain/evaluation/inner-contract.ts'
import {
  countInnerFigures,
  type InnerFact,
  innerFigureCodes,
  innerRatesOf,
  medianTimeOf,
} from '#domain/evaluation/inner-figures.ts'
import { spanOf } from '#domain/evaluation/month.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../testing/test-house.ts'

let house: TestHouse
let leader: Voice
const units = [newId(), newId(), newId()]
const towns = [newId(), newId()]
const chance = createChance(20260616)
const now = new Date('2026-06-25T09:00:00+08:00')
const month = '2026-06'

const someday = (): Date => new Date(Date.UTC(2026, 4, 20) + Math.floor(chance() * 50 * 86_400_000))
const maybe = <T>(value: () => T): T | null => (chance() < 0.3 ? null : value())

type Made = InnerFact & { unitId: string; townUnitId: string }
const made: Made[] = Array.from({ length: 300 }, () => ({
  state: pick(chance, innerStateCodes),
  issuedAt: new Date(Date.UTC(2026, 4, 12) + Math.floor(chance() * 25 * 86_400_000)),
  reportedAt: maybe(someday),
  dueAt: maybe(someday),
  yellowAt: maybe(someday),
  isIssuedLate: chance() < 0.2,
  isInTime: maybe(() => chance() < 0.7),
  reworks: Math.floor(chance() * 3),
  unitId: pick(chance, units),
  townUnitId: pick(chance, towns),
  endedAt: null,
})).map((it) => ({ ...it, endedAt: ['accepted', 'recalled'].includes(it.state) ? someday() : null }))

beforeAll(async () => {
  house = await openTestHouse({ now })
  leader = await house.as({ username: 'leader', posts: ['leader'] })
  const caseId = newId()
  await house.database.rows(
    `insert into cases.cases (adcode, id, version, state, report_number, source, level, business_kind, description, address,
       is_self_handled, is_returned, is_exempted, reported_at, counters, clocks, details)
     values ($1, $2, 1, 'handling', 'S1', 'import', 'ordinary', 'immediate', '', '', false, false, false, $3, '{}', '[]', '{}')`,
    [testAdcode, caseId, now],
  )
  for (const [index, it] of made.entries())
    await house.database.rows(
      `insert into cases.inner_orders (adcode, id, version, case_id, serial, state, town_unit_id, unit_id, part, issued_at,
         reported_at, ended_at, reworks, extensions, photos, due_at, queue_yellow_at, is_capped, is_calendar_published,
         is_issued_late, is_in_time)
       values ($1, $2, 1, $3, $4, $5, $6, $7, '', $8, $9, $10, $11, 0, '[]', $12, $13, true, true, $14, $15)`,
      [
        testAdcode,
        newId(),
        caseId,
        index + 1,
        it.state,
        it.townUnitId,
        it.unitId,
        it.issuedAt,
        it.reportedAt,
        it.endedAt,
        it.reworks,
        it.dueAt,
        it.yellowAt,
        it.isIssuedLate,
        it.isInTime,
      ],
    )
})
afterAll(() => house.close())

const board = async (query = '') =>
  (await leader.get(`/api/evaluation/inner-board?month=${month}${query}`)).body as unknown as {
    rows: InnerBoardRow[]
    total: InnerBoardRow
  }
const rowOf = (facts: Made[]) => {
  const span = { ...spanOf(month), now }
  const figures = countInnerFigures(facts, span)
  return { figures, medianTime: medianTimeOf(facts, span), rates: innerRatesOf(figures) }
}

describe('figures by inner unit in SQL', () => {
  it('count what the rules count, unit by unit, for all and for one second level', async () => {
    for (const townUnitId of [undefined, ...towns]) {
      const facts = made.filter((it) => !townUnitId || it.townUnitId === townUnitId)
      const { rows, total } = await board(townUnitId ? `&townUnitId=${townUnitId}` : '')
      expect(rows).toHaveLength(units.length)
      for (const unitId of units)
        expect(rows.find((it) => it.unitId === unitId)).toMatchObject(
          rowOf(facts.filter((it) => it.unitId === unitId)),
        )
      expect(total).toMatchObject(rowOf(facts))
    }
  })

  it('open exactly the orders behind each figure', async () => {
    const { rows, total } = await board()
    for (const figure of innerFigureCodes) {
      const behind = async (unit: string) =>
        (await leader.get(`/api/evaluation/inner-orders?month=${month}&figure=${figure}${unit}`)).body[
          'total'
        ]
      expect(await behind(''), figure).toBe(total.figures[figure])
      expect(total.figures[figure], `${figure} asks something`).toBeGreaterThan(0)
      for (const row of rows) expect(await behind(`&unitId=${row.unitId}`), figure).toBe(row.figures[figure])
    }
  })
})
