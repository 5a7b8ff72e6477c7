/** A chessboard of cells for the tests of drafts: one community, sides of a thousandth of a degree, serials from the north-west. */
import { cellCode } from '../../cell-code.ts'
import type { PolygonGeometry, Position } from '../../geometry.ts'
import { byCode, type GridCell, type GridState } from '../grid-cell.ts'

const origin: Position = [103, 25]
const step = 0.001
export const exampleCommunity = '530127001001'

/** The corner `x` columns from the west and `y` rows from the south. */
export const corner = (x: number, y: number): Position => [origin[0] + x * step, origin[1] + y * step]

/** A rectangle on the board. */
export const rectangle = (x: number, y: number, columns = 1, rows = 1): PolygonGeometry => ({
  type: 'Polygon',
  coordinates: [
    [corner(x, y), corner(x + columns, y), corner(x + columns, y + rows), corner(x, y + rows), corner(x, y)],
  ],
})

/** The code of the cell with a serial. */
export const codeOf = (serial: number): string => cellCode(exampleCommunity, serial)

/** A board of `side` × `side` cells, all in one responsibility grid. */
export function exampleGrid(side: number): GridState {
  const cells = Array.from({ length: side * side }, (_, index): GridCell => {
    const code = codeOf(index + 1)
    const [x, y] = [index % side, side - 1 - Math.floor(index / side)]
    return {
      code,
      areaClass: 'B',
      name: null,
      geometry: rectangle(x, y),
      grids: { collection: 'collection-01' },
      from: [code],
    }
  })
  const base = byCode(cells)
  return { communityCode: exampleCommunity, cells: base, base, given: new Set(base.keys()) }
}
