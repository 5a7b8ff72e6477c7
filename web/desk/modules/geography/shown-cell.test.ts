import { expect, it } from 'vitest'
import { findCellAt, nodesOf, readLine, type ShownCell } from './shown-cell.ts'

const cell = (code: string, west: number): ShownCell => ({
  code,
  areaClass: 'B',
  name: null,
  squareMetres: 1,
  grids: {},
  from: [],
  status: 'kept',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 0],
        [west + 1, 0],
        [west + 1, 1],
        [west, 1],
        [west, 0],
      ],
    ],
  },
})

it('finds the cell under a place, and the nodes of neighbours each once', () => {
  const cells = [cell('1', 0), cell('2', 1)]
  expect(findCellAt(cells, [1.5, 0.5])?.code).toBe('2')
  expect(findCellAt(cells, [5, 5])).toBeUndefined()
  expect(nodesOf(cells).size).toBe(6)
})

it.each([
  [
    '103.1, 25.2\n103.3，25.4',
    [
      [103.1, 25.2],
      [103.3, 25.4],
    ],
  ],
  [
    ' 103.1 25.2 \n\n103.3,25.4\n',
    [
      [103.1, 25.2],
      [103.3, 25.4],
    ],
  ],
  ['103.1, 25.2', undefined],
  ['103.1, 25.2\nsomewhere', undefined],
])('reads %j', (text, line) => expect(readLine(text)).toEqual(line))
