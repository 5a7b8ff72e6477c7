/** The figures by inner unit of a month: one pass over the facts of the inner orders that one may see. */
import type { z } from 'zod'
import type { InnerBoardRow, showInnerBoardEndpoint } from '#domain/evaluation/inner-contract.ts'
import {
  type InnerFigureCode,
  type InnerFigures,
  innerFigureCodes,
  innerFigures,
  innerMedian,
  innerRates,
  innerRatesOf,
} from '#domain/evaluation/inner-figures.ts'
import { monthOf, spanOf } from '#domain/evaluation/month.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { Query } from '#platform/query.ts'
import { innerFigureSql, innerScopeSql, medianTimeSql } from '../inner-figure-sql.ts'
import { ownUnitsOnly } from '../policy.ts'

type Reply = z.input<typeof showInnerBoardEndpoint.reply>
type Input = z.output<typeof showInnerBoardEndpoint.query>
type Row = { unitId: string | null; median: number | null } & Record<InnerFigureCode, number>

const none = Object.fromEntries(innerFigureCodes.map((code) => [code, 0])) as InnerFigures

const counts = innerFigureCodes.map(
  (code) => `count(*) filter (where ${innerFigureSql[code]})::int as "${code}"`,
)

export const getInnerBoard: Query<Input, Reply> = {
  name: 'evaluation.inner-board',
  async run({ db: sight, actor, now }, { month = monthOf(now), townUnitId }) {
    const { from, to } = spanOf(month)
    // An inner unit and those above it count orders of cases that they need not see.
    const db = sight.ofCounty(actor.adcode)
    const tree = await findOrganisations(db, actor.adcode)
    const own = ownUnitsOnly(actor, tree)
    const nameOf = (id: string): string => tree.find((it) => it.id === id)?.name ?? id
    const [rows, towns] = await Promise.all([
      db.rows<Row>(
        `select f.unit_id as "unitId", ${medianTimeSql} as median, ${counts.join(', ')}
         from cases.inner_order_facts f where ${innerScopeSql}
           and (f.issued_at >= $2 and f.issued_at < $3 or f.reported_at >= $2 and f.reported_at < $3
             or f.due_at >= $2 and f.due_at < $3 or f.ended_at >= $2 and f.ended_at < $3 or f.ended_at is null)
         group by grouping sets ((f.unit_id), ())`,
        [actor.adcode, from, to, now, own, townUnitId ?? null],
      ),
      db.rows<{ id: string }>(
        `select distinct f.town_unit_id as id from cases.inner_order_facts f
         where f.adcode = $1 and ($2::text[] is null or f.town_unit_id = any($2) or f.unit_id = any($2))`,
        [actor.adcode, own],
      ),
    ])
    const shown = rows.filter((it) => innerFigureCodes.some((code) => it[code] > 0))
    const total = shown.find((it) => it.unitId === null)
    return {
      month,
      until: new Date(Math.min(to.getTime(), now.getTime())).toISOString(),
      townUnits: towns.map(({ id }) => ({ id, name: nameOf(id) })).sort(byName),
      rows: shown
        .flatMap((it) => (it.unitId === null ? [] : [toRow(it, nameOf(it.unitId))]))
        .sort((a, b) => b.figures.due - a.figures.due || byName(a, b)),
      total: total
        ? toRow(total, '合计')
        : { unitId: null, name: '合计', figures: none, medianTime: null, rates: innerRatesOf(none) },
      definitions,
    }
  },
}

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name, 'zh')

const toRow = ({ unitId, median, ...figures }: Row, name: string): InnerBoardRow => ({
  unitId,
  name,
  figures,
  medianTime: median === null ? null : Math.round(median),
  rates: innerRatesOf(figures),
})

const wordsOf = ({ zh, en }: { zh: string; en: string }) => ({ zh, en })
const definitions: Reply['definitions'] = [
  ...innerFigureCodes.map((code) => ({
    code,
    name: wordsOf(innerFigures[code]),
    means: innerFigures[code].means,
  })),
  { code: 'median', name: wordsOf(innerMedian), means: innerMedian.means },
  ...Object.entries(innerRates).map(([code, it]) => ({
    code: `rate.${code}`,
    name: wordsOf(it),
    means: it.formula,
  })),
]
