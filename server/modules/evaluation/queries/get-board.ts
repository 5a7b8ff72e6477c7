/** The monthly board: one pass over the facts of the cases, grouped by unit or area. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { BoardRow, Grouping, showBoardEndpoint } from '#domain/evaluation/contract.ts'
import {
  type FigureCode,
  type Figures,
  figureCodes,
  figures,
  rates,
  ratesOf,
} from '#domain/evaluation/figures.ts'
import { monthOf, spanOf } from '#domain/evaluation/month.ts'
import { findAreas } from '#modules/geography/index.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { figureSql, groupingSql } from '../figure-sql.ts'
import { figureSight, ownUnitOnly } from '../policy.ts'

type Board = z.input<typeof showBoardEndpoint.reply>
type Input = z.output<typeof showBoardEndpoint.query>
type Row = { key: string | null } & Record<FigureCode, number>

const none: Figures = { filed: 0, due: 0, closed: 0, inTime: 0, late: 0, exempted: 0, reworked: 0, forced: 0 }

export const getBoard: Query<Input, Board> = {
  name: 'evaluation.board',
  async run({ db, actor, now }, { month = monthOf(now), by }) {
    const { from, to } = spanOf(month)
    const counts = figureCodes.map((code) => `count(*) filter (where ${figureSql[code]})::int as "${code}"`)
    const rows = await figureSight(db, actor).rows<Row>(
      `select ${groupingSql[by]} as key, ${counts.join(', ')} from cases.case_facts f
       where f.adcode = $1 and ($5::text is null or f.lead_unit_id = $5)
         and (f.filed_at >= $2 and f.filed_at < $3 or f.confirmed_at >= $2 and f.confirmed_at < $3
           or f.dispose_due_at >= $2 and f.dispose_due_at < $3 or f.ended_at >= $2 and f.ended_at < $3
           or f.reported_at >= $2 and f.reported_at < $3)
       group by 1`,
      [actor.adcode, from, to, now, ownUnitOnly(actor)],
    )
    const names = await namesOf(db, actor.adcode, by, now)
    const shown = rows
      .filter((row) => figureCodes.some((code) => row[code] > 0))
      .map((row) => toRow(row, names))
    return {
      month,
      by,
      until: new Date(Math.min(to.getTime(), now.getTime())).toISOString(),
      rows: shown.sort((a, b) => b.figures.due - a.figures.due || a.name.localeCompare(b.name, 'zh')),
      total: totalOf(shown),
      definitions: [
        ...figureCodes.map((code) => ({ code, name: nameOf(figures[code]), means: figures[code].means })),
        ...Object.entries(rates).map(([code, it]) => ({
          code: `rate.${code}`,
          name: nameOf(it),
          means: it.formula,
        })),
      ],
    }
  },
}

const nameOf = ({ zh, en }: { zh: string; en: string }) => ({ zh, en })

async function namesOf(
  db: Database,
  adcode: string,
  by: Grouping,
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  if (by === 'unit') return new Map((await findOrganisations(db, adcode)).map((it) => [it.id, it.name]))
  return new Map(
    (await findAreas(db, adcode, chinaDayOf(now), { level: by })).map((it) => [it.code, it.name]),
  )
}

function toRow({ key, ...counts }: Row, names: ReadonlyMap<string, string>): BoardRow {
  const name = key === null ? '（未定）' : (names.get(key) ?? key)
  return { key, name, figures: counts, rates: ratesOf(counts) }
}

/** The total is the sum of the rows, so the board always adds up. */
function totalOf(rows: readonly BoardRow[]): BoardRow {
  const sum = rows.reduce<Figures>(
    (total, row) =>
      Object.fromEntries(figureCodes.map((code) => [code, total[code] + row.figures[code]])) as Figures,
    none,
  )
  return { key: null, name: '合计', figures: sum, rates: ratesOf(sum) }
}
