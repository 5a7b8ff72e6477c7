/** The board in SQL against the rules of the domain, on facts made by chance; and each figure against its cases. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CaseFact, countFigures, figureCodes } from '#domain/evaluation/figures.ts'
import { spanOf } from '#domain/evaluation/month.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import { newId } from '#platform/ids.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../testing/test-house.ts'

let house: TestHouse
let leader: Voice
const units = [newId(), newId(), null]
const chance = createChance(20260615)
const now = new Date('2026-06-25T09:00:00+08:00')
const month = '2026-06'

const someday = (): Date => new Date(Date.UTC(2026, 4, 20) + Math.floor(chance() * 50 * 86_400_000))
const maybe = <T>(value: () => T): T | null => (chance() < 0.3 ? null : value())

type Made = CaseFact & { unitId: string | null }
const made: Made[] = Array.from({ length: 400 }, () => ({
  state: pick(chance, ['closed', 'handling', 'voided', 'forced_closed', 'checking', 'pool']),
  isSelfHandled: chance() < 0.1,
  filedAt: maybe(someday),
  confirmedAt: maybe(someday),
  disposeDueAt: maybe(someday),
  endedAt: maybe(someday),
  reportedAt: someday(),
  isInTime: maybe(() => chance() < 0.7),
  isExempted: chance() < 0.1,
  reworks: Math.floor(chance() * 3),
  unitId: pick(chance, units),
}))

beforeAll(async () => {
  house = await openTestHouse({ now })
  leader = await house.as({ username: 'leader', posts: ['leader'] })
  for (const [index, it] of made.entries())
    await house.database.rows(
      `insert into cases.cases (adcode, id, version, state, report_number, source, level, business_kind, description, address,
         is_self_handled, is_returned, is_exempted, reported_at, filed_at, confirmed_at, dispose_due_at, ended_at, is_in_time,
         lead_unit_id, counters, clocks, details)
       values ($1, $2, 1, $3, $4, 'import', 'ordinary', 'immediate', '', '', $5, false, $6, $7, $8, $9, $10, $11, $12, $13, $14, '[]', '{}')`,
      [
        testAdcode,
        newId(),
        it.state,
        `S${index}`,
        it.isSelfHandled,
        it.isExempted,
        it.reportedAt,
        it.filedAt,
        it.confirmedAt,
        it.disposeDueAt,
        it.endedAt,
        it.isInTime,
        it.unitId,
        JSON.stringify({ reworks: it.reworks }),
      ],
    )
})
afterAll(() => house.close())

type Board = {
  rows: { key: string | null; figures: Record<string, number> }[]
  total: { figures: Record<string, number> }
}

describe('the board in SQL', () => {
  it('counts what the rules count, unit by unit', async () => {
    const { body } = await leader.get(`/api/evaluation/board?month=${month}&by=unit`)
    const board = body as unknown as Board
    const span = { ...spanOf(month), now }
    for (const unitId of units) {
      const expected = countFigures(
        made.filter((it) => it.unitId === unitId),
        span,
      )
      expect(board.rows.find((it) => it.key === unitId)?.figures, String(unitId)).toEqual(expected)
    }
    expect(board.total.figures).toEqual(countFigures(made, span))
  })

  it('opens exactly the cases behind each figure', async () => {
    const { body } = await leader.get(`/api/evaluation/board?month=${month}&by=unit`)
    const { rows, total } = body as unknown as Board
    for (const figure of figureCodes) {
      const all = await leader.get(`/api/evaluation/cases?month=${month}&by=unit&figure=${figure}`)
      expect(all.body['total'], figure).toBe(total.figures[figure])
      for (const row of rows) {
        const behind = await leader.get(
          `/api/evaluation/cases?month=${month}&by=unit&figure=${figure}&key=${row.key ?? 'none'}`,
        )
        expect(behind.body['total'], `${figure} of ${row.key}`).toBe(row.figures[figure])
      }
    }
  })

  it('shows a unit its own row and nothing else', async () => {
    const [first] = units
    const unit = await house.as({ username: 'unit', posts: ['unit'], organisationId: String(first) })
    const { body } = await unit.get(`/api/evaluation/board?month=${month}&by=unit`)
    expect((body as unknown as Board).rows.map((it) => it.key)).toEqual([first])
  })
})
