/** How a draft differs from the grid in force, and which ground went where. */
import { type Geom, intersection } from 'polyclip-ts'
import { boxesMeet, boxOf, polygonsOf } from '../geometry.ts'
import { areaSquareMetres } from '../measure.ts'
import { isSameAttributes } from './apply-operation.ts'
import type { GridCell, GridCells } from './grid-cell.ts'

export type GridDifference = {
  /** Cells that begin, under codes of their own. */
  readonly begun: readonly GridCell[]
  /** Cells in force that end. */
  readonly ended: readonly GridCell[]
  /** Cells that stay, with another class, name or responsibility grid. */
  readonly changed: readonly { readonly before: GridCell; readonly after: GridCell }[]
  /** Cells that stay on the same ground, with another node on their border. */
  readonly noded: readonly GridCell[]
}

/** Compares a draft with the cells it was built on. */
export function findDifference(base: GridCells, cells: GridCells): GridDifference {
  const changed: { before: GridCell; after: GridCell }[] = []
  const noded: GridCell[] = []
  for (const after of cells.values()) {
    const before = base.get(after.code)
    if (before === undefined) continue
    if (!isSameAttributes(before, after)) changed.push({ before, after })
    if (JSON.stringify(before.geometry) !== JSON.stringify(after.geometry)) noded.push(after)
  }
  return {
    begun: [...cells.values()].filter((it) => !base.has(it.code)),
    ended: [...base.values()].filter((it) => !cells.has(it.code)),
    changed,
    noded,
  }
}

export type Descent = { readonly fromCode: string; readonly toCode: string; readonly squareMetres: number }

/** Which of the ended cells' ground became whose, down to a square metre. */
export function findDescent(ended: readonly GridCell[], begun: readonly GridCell[]): Descent[] {
  const boxes = new Map([...ended, ...begun].map((it) => [it, boxOf(it.geometry)]))
  return ended.flatMap((from) =>
    begun.flatMap((to): Descent[] => {
      const [a, b] = [boxes.get(from), boxes.get(to)]
      if (a === undefined || b === undefined || !boxesMeet(a, b)) return []
      const toGeom = (it: GridCell): Geom => polygonsOf(it.geometry)
      const common = intersection(toGeom(from), toGeom(to))
      if (common.length === 0) return []
      const squareMetres =
        Math.round(areaSquareMetres({ type: 'MultiPolygon', coordinates: common }) * 10) / 10
      return squareMetres < 1 ? [] : [{ fromCode: from.code, toCode: to.code, squareMetres }]
    }),
  )
}
