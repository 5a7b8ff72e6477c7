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

type Cells = {
  readonly depth: number
  readonly width: number
  readonly counts: Uint32Array
  readonly sumX: Float64Array
  readonly sumY: Float64Array
}

/** Adds a batch to the cells it lies in; its numbers are steps of the world. */
function addToCells(
  { depth, width, counts, sumX, sumY }: Cells,
  { x, y }: PointIndex,
  z: number,
  batch: Uint32Array,
  verdicts: Int8Array,
): void {
  const shift = 32 - z - depth
  const mask = 2 ** depth - 1
  // Along the curve one cell comes after another, so the sums of the present one are kept at hand.
  let [present, ownX, ownY] = [0, 0, 0]
  for (let at = 0; at < batch.length; at++) {
    const kind = verdicts[at] ?? -1
    if (kind < 0) continue
    const slot = batch[at] ?? 0
    const px = x[slot] ?? 0
    const py = y[slot] ?? 0
    const cell = (((py >>> shift) & mask) << depth) | ((px >>> shift) & mask)
    if (cell !== present) {
      sumX[present] = (sumX[present] ?? 0) + ownX
      sumY[present] = (sumY[present] ?? 0) + ownY
      present = cell
      ownX = 0
      ownY = 0
    }
    const count = cell * width + kind
    counts[count] = (counts[count] ?? 0) + 1
    ownX += px
    ownY += py
  }
  sumX[present] = (sumX[present] ?? 0) + ownX
  sumY[present] = (sumY[present] ?? 0) + ownY
}

function makeCells(layer: TileLayer, tile: Tile): Uint8Array {
  const { index, kinds, name } = layer
  const depth = tile.z >= pointZoom ? nearCells : farCells
  const width = kinds.length
  const amount = 4 ** depth
  const counts = new Uint32Array(amount * width)
  const sumX = new Float64Array(amount)
  const sumY = new Float64Array(amount)
  const cells = { depth, width, counts, sumX, sumY }
  const verdicts = new Int8Array(batchSize)
  index.visit(tile, (batch) => {
    layer.judge(batch, verdicts)
    addToCells(cells, index, tile.z, batch, verdicts)
  })
  const features: CellFeature[] = []
  for (let cell = 0; cell < amount; cell++) {
    const own = counts.subarray(cell * width, (cell + 1) * width)
    const total = own.reduce((sum, it) => sum + it, 0)
    // The middle of what is in the cell, so that a bubble stands where its points are.
    if (total)
      features.push({
        x: inTile((sumX[cell] ?? 0) / total, tile.z),
        y: inTile((sumY[cell] ?? 0) / total, tile.z),
        total,
        counts: own,
      })
  }
  return writeCells(name, kinds, features)
}
