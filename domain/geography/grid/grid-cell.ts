/**
 * A unit grid in a draft, and the patch that one operation makes of some of them. A cell is named by its code: whatever
 * changes the ground of a cell gives it a new one, because a code is never given to two shapes.
 */
import { z } from 'zod'
import { CellCode } from '../cell-code.ts'
import { AreaGeometry } from '../geometry.ts'

export const AreaClass = z.enum(['A', 'B', 'C'])

/** A unit grid as a draft holds it. */
export const GridCell = z.object({
  code: CellCode,
  areaClass: AreaClass,
  name: z.string().nullable(),
  geometry: AreaGeometry,
  /** The responsibility grid on each layer: layer → code. */
  grids: z.record(z.string(), z.string()),
  /** The cells in force whose ground it has; itself, while it is one of them. */
  from: z.array(CellCode),
})
export type GridCell = z.infer<typeof GridCell>

/** What one operation takes away and puts in its place; turned round it undoes the operation exactly. */
export const GridPatch = z.object({ removed: z.array(GridCell), added: z.array(GridCell) })
export type GridPatch = z.infer<typeof GridPatch>

export type GridCells = ReadonlyMap<string, GridCell>

/** Everything an operation needs to know. */
export type GridState = {
  readonly communityCode: string
  /** The draft as it stands. */
  readonly cells: GridCells
  /** The cells in force, on which the draft is built. */
  readonly base: GridCells
  /** Every code the community ever gave, those of ended cells too. */
  readonly given: ReadonlySet<string>
}

/** Cells by their codes. */
export const byCode = (cells: readonly GridCell[]): Map<string, GridCell> =>
  new Map(cells.map((it) => [it.code, it]))

/** The cells after a patch. */
export function applyPatch(cells: GridCells, { removed, added }: GridPatch): Map<string, GridCell> {
  const after = new Map(cells)
  for (const it of removed) after.delete(it.code)
  for (const it of added) after.set(it.code, it)
  return after
}

/** The patch that takes another back. */
export const undoPatch = ({ removed, added }: GridPatch): GridPatch => ({ removed: added, added: removed })
