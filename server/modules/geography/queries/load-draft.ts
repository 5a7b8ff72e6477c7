/** A draft of the unit grid as its steps make it, on the grid that is in force now. */

import { followPresent } from '#domain/geography/grid/follow-present.ts'
import { byCode, type GridCell, type GridPatch, type GridState } from '#domain/geography/grid/grid-cell.ts'
import { replay } from '#domain/geography/grid/grid-history.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Context } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'
import type { BaseCell, StepOperation } from '../draft-store.ts'
import { requireMayDraw } from '../policy.ts'
import { type CommunityGrid, findCommunityGrid } from './find-grid.ts'

export type DraftRow = {
  id: string
  communityCode: string
  state: 'open' | 'published' | 'discarded'
  version: number
  position: number
  steps: number
  openedBy: string
  openedAt: Date
  changedBy: string
  changedAt: Date
  validFrom: string | null
  reason: string | null
  counts: { begun: number; ended: number; changed: number } | null
}

const columns = `id, community_code as "communityCode", state, version, position, steps, opened_by_name as "openedBy",
  opened_at as "openedAt", changed_by_name as "changedBy", changed_at as "changedAt", valid_from as "validFrom", reason, counts`

/** Drafts, the latest change first; at most 200. */
export function findDrafts(
  db: Database,
  adcode: string,
  filter: { state?: string | undefined; communityCode?: string | undefined },
): Promise<DraftRow[]> {
  return db.rows<DraftRow>(
    `select ${columns} from geography.grid_drafts
     where adcode = $1 and ($2::text is null or state = $2) and ($3::text is null or community_code = $3)
     order by changed_at desc limit 200`,
    [adcode, filter.state ?? null, filter.communityCode ?? null],
  )
}

/** A draft in any state; a Problem when there is none. */
export async function getDraftRow(
  db: Database,
  adcode: string,
  id: string,
): Promise<DraftRow & { base: BaseCell[] }> {
  const [row] = await db.rows<DraftRow & { base: BaseCell[] }>(
    `select ${columns}, base from geography.grid_drafts where adcode = $1 and id = $2`,
    [adcode, id],
  )
  if (row === undefined) throw GeographyProblem.draftNotFound({ id })
  return row
}

/** An open draft in the version that somebody looked at; a Problem when it is closed or was changed since. */
export async function getSeenDraft(
  { db, adcode, actor }: Pick<Context, 'db' | 'adcode' | 'actor'>,
  id: string,
  expectedVersion: number,
): Promise<DraftRow & { base: BaseCell[] }> {
  const row = await getDraftRow(db, adcode, id)
  if (row.state !== 'open') throw GeographyProblem.draftNotFound({ id })
  requireMayDraw(actor, row.communityCode)
  if (row.version !== expectedVersion)
    throw GeographyProblem.draftMovedOn({ version: row.version, by: row.changedBy })
  return row
}

export type Step = { number: number; operation: StepOperation; patch: GridPatch; by: string; at: Date }

/** The steps that hold and those that were undone. */
export function findSteps(db: Database, adcode: string, { id, steps }: DraftRow): Promise<Step[]> {
  return db.rows<Step>(
    `select number, operation, patch, by_name as "by", at from geography.grid_draft_steps
     where adcode = $1 and draft_id = $2 and number <= $3 order by number`,
    [adcode, id, steps],
  )
}

export type LoadedDraft = {
  readonly state: GridState
  readonly steps: readonly Step[]
  readonly present: CommunityGrid
  /** The cells in force are others than those it was built on. */
  readonly isStale: boolean
}

/** Works a draft out: an open one on the grid in force, a closed one on the grid it was opened on. */
export async function loadDraft(
  db: Database,
  adcode: string,
  row: DraftRow & { base: readonly BaseCell[] },
): Promise<LoadedDraft> {
  const [present, steps] = await Promise.all([
    findCommunityGrid(db, adcode, row.communityCode),
    findSteps(db, adcode, row),
  ])
  const known = new Map(row.base.map((it) => [it.code, it]))
  const base = row.state === 'open' ? byCode(present.cells) : formerGrid(present, known)
  const isStale = base.size !== known.size || [...known.keys()].some((it) => !base.has(it))
  const drawn = replay(
    base,
    steps.map((it) => it.patch),
    row.position,
  )
  const cells = byCode([...drawn.values()].map((it): GridCell => followPresent(it, known, base)))
  const given = row.state === 'open' ? present.given : new Set(base.keys())
  return { state: { communityCode: row.communityCode, cells, base, given }, steps, present, isStale }
}

/** The cells that were in force when a draft was opened, as they were then. */
const formerGrid = (present: CommunityGrid, known: ReadonlyMap<string, BaseCell>): Map<string, GridCell> =>
  byCode(
    present.everyCell.flatMap((it) => {
      const before = known.get(it.code)
      return before === undefined ? [] : [{ ...it, ...before }]
    }),
  )
