/** Drafts as a screen shows them: the list, one of them with all it means, and where cells came from. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { GridCell } from '#domain/geography/grid/grid-cell.ts'
import type {
  CellOfDraft,
  GridDraftDetail,
  GridDraftView,
  getCellDescentEndpoint,
  listGridDraftsEndpoint,
} from '#domain/geography/grid/grid-contract.ts'
import { findDescent, findDifference, type GridDifference } from '#domain/geography/grid/grid-difference.ts'
import { areaSquareMetres } from '#domain/geography/measure.ts'
import type { Query } from '#platform/query.ts'
import { findDraftFaults } from '../draft-faults.ts'
import { findAreas } from './list-areas.ts'
import { type DraftRow, findDrafts, getDraftRow, loadDraft, type Step } from './load-draft.ts'

const toView = (row: DraftRow, communityName: string): GridDraftView => ({
  id: row.id,
  communityCode: row.communityCode,
  communityName,
  state: row.state,
  version: row.version,
  position: row.position,
  steps: row.steps,
  openedBy: row.openedBy,
  openedAt: row.openedAt.toISOString(),
  changedBy: row.changedBy,
  changedAt: row.changedAt.toISOString(),
  validFrom: row.validFrom,
  reason: row.reason,
  counts: row.counts,
})

export const listGridDrafts: Query<
  z.output<typeof listGridDraftsEndpoint.query>,
  { drafts: GridDraftView[] }
> = {
  name: 'grid-draft.list',
  async run({ actor, db, now }, filter) {
    const [rows, areas] = await Promise.all([
      findDrafts(db, actor.adcode, filter),
      findAreas(db, actor.adcode, chinaDayOf(now), { level: 'community' }),
    ])
    const names = new Map(areas.map((it) => [it.code, it.name]))
    return { drafts: rows.map((it) => toView(it, names.get(it.communityCode) ?? it.communityCode)) }
  },
}

const squareMetresOf = (cell: GridCell): number => Math.round(areaSquareMetres(cell.geometry) * 10) / 10

function toCells(cells: Iterable<GridCell>, difference: GridDifference): CellOfDraft[] {
  const begun = new Set(difference.begun.map((it) => it.code))
  const changed = new Set(difference.changed.map((it) => it.after.code))
  const noded = new Set(difference.noded.map((it) => it.code))
  const statusOf = (code: string): CellOfDraft['status'] => {
    if (begun.has(code)) return 'begun'
    if (changed.has(code)) return 'changed'
    return noded.has(code) ? 'noded' : 'kept'
  }
  return [...cells]
    .sort((a, b) => a.code.localeCompare(b.code))
    .map((it) => ({ ...it, squareMetres: squareMetresOf(it), status: statusOf(it.code) }))
}

const toStep = ({ number, operation, patch, by, at }: Step) => ({
  number,
  kind: operation.kind,
  by,
  at: at.toISOString(),
  removed: patch.removed.map((it) => it.code),
  added: patch.added.map((it) => it.code),
})

export const getGridDraft: Query<{ id: string }, GridDraftDetail> = {
  name: 'grid-draft.get',
  async run({ actor, db, now }, { id }) {
    const { adcode } = actor
    const row = await getDraftRow(db, adcode, id)
    const { state, steps, present, isStale } = await loadDraft(db, adcode, row)
    const checked = await findDraftFaults(db, adcode, state, chinaDayOf(now))
    const { ground, communityName } = checked
    // What was published or given up is history, and not to be mended.
    const faults = row.state === 'open' ? checked.faults : []
    const difference = findDifference(state.base, state.cells)
    return {
      ...toView(row, communityName),
      cells: toCells(state.cells.values(), difference),
      ended: difference.ended.map((it) => ({
        code: it.code,
        squareMetres: squareMetresOf(it),
        geometry: it.geometry,
      })),
      before: difference.changed.map(({ before: { code, areaClass, name, grids } }) => ({
        code,
        areaClass,
        name,
        grids,
      })),
      descent: faults.some((it) => it.kind === 'self-crossing')
        ? []
        : findDescent(difference.ended, difference.begun),
      faults,
      isStale: row.state === 'open' && isStale,
      history: steps.map(toStep),
      ground,
      synthetic: present.synthetic,
    }
  },
}

type Descents = z.input<typeof getCellDescentEndpoint.reply>
type Related = Descents['from'][number] & { isForebear: boolean }

export const getCellDescent: Query<{ code: string }, Descents> = {
  name: 'cell.descent',
  async run({ actor, db }, { code }) {
    const rows = await db.rows<Related>(
      `select case when d.to_code = $2 then d.from_code else d.to_code end as code, d.to_code = $2 as "isForebear",
         d.square_metres as "squareMetres", d.valid_from as "onDate", coalesce(g.reason, '') as reason
       from geography.cell_descents d
       left join geography.grid_drafts g on g.adcode = d.adcode and g.id = d.draft_id
       where d.adcode = $1 and (d.from_code = $2 or d.to_code = $2) order by 1`,
      [actor.adcode, code],
    )
    const related = (isForebear: boolean) =>
      rows.filter((it) => it.isForebear === isForebear).map(({ isForebear: _, ...it }) => it)
    return { from: related(true), to: related(false) }
  },
}
