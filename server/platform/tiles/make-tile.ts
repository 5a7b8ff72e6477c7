/**
 * One tile of points in memory: near enough, the points themselves; farther out, or where there are too many, how many
 * there are in each cell of it. Counts are right at every zoom, because a point lies in one tile and in one cell.
 */
import type { IdTable } from './id-table.ts'
import { batchSize, type PointIndex } from './point-index.ts'
import type { Tile } from './world.ts'
import { type CellFeature, tileExtent, writeCells, writePoints } from './write-tile.ts'

/** From this zoom on points are shown one by one. */
export const pointZoom = 14
/** As many points fit into half a megabyte with their ids. */
export const mostPoints = 8000
/** Cells a side, as a power of two: far out a cell is as large as the bubble that stands for it. */
const farCells = 3
const nearCells = 4

export type TileLayer = {
  readonly name: string
  readonly kinds: readonly string[]
  readonly index: PointIndex
  /** Writes the kinds of the points in these slots, as places in `kinds`; below zero what is not to be shown. */
  judge(slots: Uint32Array, verdicts: Int8Array): void
  readonly ids: Pick<IdTable, 'write'>
}

/** Steps of the world to steps of a tile. */
const inTile = (step: number, z: number): number =>
  Math.floor(((step * 2 ** z) % 2 ** 32) / (2 ** 32 / tileExtent))

/** Makes a tile of `layer`. */
export function makeTile(layer: TileLayer, tile: Tile): Uint8Array {
  return (tile.z >= pointZoom ? makePoints(layer, tile) : undefined) ?? makeCells(layer, tile)
}

function makePoints(layer: TileLayer, tile: Tile): Uint8Array | undefined {
  const { index, kinds, name } = layer
  const [slots, kindsOfSlots]: [number[], number[]] = [[], []]
  const verdicts = new Int8Array(batchSize)
  index.visit(tile, (batch) => {
    if (slots.length > mostPoints) return
    layer.judge(batch, verdicts)
    for (let at = 0; at < batch.length; at++) {
      const kind = verdicts[at] ?? -1
      if (kind < 0) continue
      slots.push(batch[at] ?? 0)
      kindsOfSlots.push(kind)
    }
  })
  if (slots.length > mostPoints) return undefined
  return writePoints(name, kinds, {
    count: slots.length,
    x: (at) => inTile(index.x[slots[at] ?? 0] ?? 0, tile.z),
    y: (at) => inTile(index.y[slots[at] ?? 0] ?? 0, tile.z),
    kind: (at) => kindsOfSlots[at] ?? 0,
    writeId: (at, bytes, start) => layer.ids.write(slots[at] ?? 0, bytes, start),
  })
}

type Cell = {
  /** How many of each kind. */
  readonly counts: Uint32Array
  sumX: number
  sumY: number
}

/** Adds a batch to the cell it lies in. */
function addToCell(cell: Cell, { x, y }: PointIndex, batch: Uint32Array, verdicts: Int8Array): void {
  const { counts } = cell
  let [sumX, sumY] = [0, 0]
  for (let at = 0; at < batch.length; at++) {
    const kind = verdicts[at] ?? -1
    if (kind < 0) continue
    const slot = batch[at] ?? 0
    counts[kind] = (counts[kind] ?? 0) + 1
    sumX += x[slot] ?? 0
    sumY += y[slot] ?? 0
  }
  cell.sumX += sumX
  cell.sumY += sumY
}

function makeCells(layer: TileLayer, tile: Tile): Uint8Array {
  const { index, kinds, name } = layer
  const depth = tile.z >= pointZoom ? nearCells : farCells
  const cells = Array.from(
    { length: 4 ** depth },
    (): Cell => ({ counts: new Uint32Array(kinds.length), sumX: 0, sumY: 0 }),
  )
  const verdicts = new Int8Array(batchSize)
  index.visit(
    tile,
    (batch, part) => {
      const cell = cells[part]
      layer.judge(batch, verdicts)
      if (cell) addToCell(cell, index, batch, verdicts)
    },
    depth,
  )
  const features = cells.flatMap(({ counts, sumX, sumY }): CellFeature[] => {
    const total = counts.reduce((sum, it) => sum + it, 0)
    if (total === 0) return []
    // The middle of what is in the cell, so that a bubble stands where its points are.
    return [{ x: inTile(sumX / total, tile.z), y: inTile(sumY / total, tile.z), total, counts }]
  })
  return writeCells(name, kinds, features)
}
