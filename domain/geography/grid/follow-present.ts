/**
 * What became of a cell's attributes elsewhere while a draft was open. Somebody may put cells into another responsibility grid
 * meanwhile; what the draft itself did not change follows the present, so that a publication takes nobody's change back.
 */
import type { GridCell } from './grid-cell.ts'

type Attributes = Pick<GridCell, 'areaClass' | 'name' | 'grids'>

/** The cell with the present attributes wherever it still says what its forebear said when the draft was opened. */
export function followPresent(
  cell: GridCell,
  opened: ReadonlyMap<string, Attributes>,
  present: ReadonlyMap<string, Attributes>,
): GridCell {
  const [forebear, ...others] = cell.from
  const [before, now] = [opened.get(forebear ?? ''), present.get(forebear ?? '')]
  if (before === undefined || now === undefined || others.length > 0) return cell
  const grids: Record<string, string> = {}
  for (const layer of new Set([...Object.keys(cell.grids), ...Object.keys(now.grids)])) {
    const own = cell.grids[layer] === before.grids[layer] ? now.grids[layer] : cell.grids[layer]
    if (own !== undefined) grids[layer] = own
  }
  return {
    ...cell,
    areaClass: cell.areaClass === before.areaClass ? now.areaClass : cell.areaClass,
    name: cell.name === before.name ? now.name : cell.name,
    grids,
  }
}
