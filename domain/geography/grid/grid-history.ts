/** The steps of a draft: undone ones stand behind the present one until another operation takes their place. */
import { applyPatch, type GridCells, type GridPatch } from './grid-cell.ts'

/** The cells after the first `position` steps. */
export function replay(base: GridCells, patches: readonly GridPatch[], position: number): GridCells {
  return patches.slice(0, position).reduce<GridCells>(applyPatch, base)
}
