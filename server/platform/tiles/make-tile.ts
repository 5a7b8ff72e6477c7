/**
 * One tile of points in memory: near enough, the points themselves; farther out, or where there are too many, how many
 * there are in each cell of it. Counts are right at every zoom, because a point lies in one tile and in one cell.
 */
import type { PointIndex } from './point-index.ts'
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
  /** The kind of a point, as its place in `kinds`; below zero when it is not to be shown. */
  kindOf(slot: number): number
  idOf(slot: number): string
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
  index.visit(tile, (slot) => {
    const kind = layer.kindOf(slot)
    if (kind < 0 || slots.length > mostPoints) return
    slots.push(slot)
    kindsOfSlots.push(kind)
  })
  if (slots.length > mostPoints) return undefined
  return writePoints(name, kinds, {
    count: slots.length,
    x: (at) => inTile(index.x[slots[at] ?? 0] ?? 0, tile.z),
    y: (at) => inTile(index.y[slots[at] ?? 0] ?? 0, tile.z),
    kind: (at) => kindsOfSlots[at] ?? 0,
    id: (at) => layer.idOf(slots[at] ?? 0),
  })
}

function makeCells(layer: TileLayer, tile: Tile): Uint8Array {
  const { index, kinds, name } = layer
  const depth = tile.z >= pointZoom ? nearCells : farCells
  const [shift, mask, width] = [32 - tile.z - depth, 2 ** depth - 1, kinds.length]
  const cells = 4 ** depth
  const counts = new Uint32Array(cells * width)
  const [sumX, sumY] = [new Float64Array(cells), new Float64Array(cells)]
  const { x, y } = index
  index.visit(tile, (slot) => {
    const kind = layer.kindOf(slot)
    if (kind < 0) return
    const [px, py] = [x[slot] ?? 0, y[slot] ?? 0]
    const cell = (((py >>> shift) & mask) << depth) | ((px >>> shift) & mask)
    counts[cell * width + kind] = (counts[cell * width + kind] ?? 0) + 1
    sumX[cell] = (sumX[cell] ?? 0) + px
    sumY[cell] = (sumY[cell] ?? 0) + py
  })
  const features: CellFeature[] = []
  for (let cell = 0; cell < cells; cell++) {
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
