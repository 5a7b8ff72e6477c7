/** The grid of the county in short: how many cells each community has in force, whose draft is open, and what is wrong with it. */
import { chinaDayOf } from '#domain/china-time.ts'
import type { CommunityGridView } from '#domain/geography/grid/grid-contract.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { findDraftFaults } from '../draft-faults.ts'
import { findAreas } from './list-areas.ts'
import { type DraftRow, findDrafts, getDraftRow, loadDraft } from './load-draft.ts'

const countCells = async (db: Database, adcode: string, onDate: string): Promise<Map<string, number>> => {
  const rows = await db.rows<{ code: string; cells: number }>(
    `select community_code as code, count(*)::int as cells from geography.unit_grids
     where adcode = $1 and valid_from <= $2::date and (valid_to is null or valid_to > $2::date) group by community_code`,
    [adcode, onDate],
  )
  return new Map(rows.map((it) => [it.code, it.cells]))
}

async function toDraft(
  db: Database,
  adcode: string,
  draft: DraftRow,
  onDate: string,
): Promise<CommunityGridView['draft']> {
  const { state, isStale } = await loadDraft(db, adcode, await getDraftRow(db, adcode, draft.id))
  const { faults } = await findDraftFaults(db, adcode, state, onDate)
  const errors = faults.filter((it) => it.level === 'error').length
  return {
    id: draft.id,
    changedBy: draft.changedBy,
    changedAt: draft.changedAt.toISOString(),
    errors,
    warnings: faults.length - errors,
    isStale,
  }
}

export const showGridOverview: Query<Record<string, never>, { communities: CommunityGridView[] }> = {
  name: 'grid.overview',
  async run({ actor, db, now }) {
    const { adcode } = actor
    const onDate = chinaDayOf(now)
    const [areas, counts, drafts] = await Promise.all([
      findAreas(db, adcode, onDate, { level: 'community' }),
      countCells(db, adcode, onDate),
      findDrafts(db, adcode, { state: 'open' }),
    ])
    const checked = new Map<string, CommunityGridView['draft']>()
    // One after the other: each check reads a whole community.
    for (const it of drafts) checked.set(it.communityCode, await toDraft(db, adcode, it, onDate))
    return {
      communities: areas
        .filter((it) => !it.isVirtual)
        .map(({ code }) => ({ code, cells: counts.get(code) ?? 0, draft: checked.get(code) ?? null })),
    }
  },
}
