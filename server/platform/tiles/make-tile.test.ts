/** Whatever lies where: each zoom tells of every point once, in the right place, and no tile is too large. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { IdTable, idLength } from './id-table.ts'
import { makeTile, mostPoints, pointZoom, type TileLayer } from './make-tile.ts'
import { PointIndex } from './point-index.ts'
import { countIn, readTile } from './testing.ts'
import { type Tile, worldX, worldY } from './world.ts'

const kinds = ['red', 'yellow', 'green'] as const
type Place = readonly [number, number]

function layerOf(places: readonly Place[], isArranged = true): TileLayer {
  const [index, ids] = [new PointIndex(), new IdTable()]
  places.forEach(([lng, lat], at) => {
    const slot = ids.slotOf(`0199aaaa-0000-7000-8000-${at.toString(16).padStart(12, '0')}`)
    index.put(slot, lng, lat)
  })
  if (isArranged) index.arrange()
  const judge: TileLayer['judge'] = (slots, verdicts) =>
    slots.forEach((slot, at) => {
      verdicts[at] = (slot % 4) - 1
    })
  return { name: 'things', kinds, index, judge, ids }
}

/** The tile of a position, by the formula of the standard. */
function tileAt([lng, lat]: Place, z: number): Tile {
  const sine = Math.sin((lat * Math.PI) / 180)
  const share = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return { z, x: Math.floor(((lng + 180) / 360) * 2 ** z), y: Math.floor(share * 2 ** z) }
}

const childrenOf = ({ z, x, y }: Tile): Tile[] =>
  [0, 1, 2, 3].map((it) => ({ z: z + 1, x: x * 2 + (it & 1), y: y * 2 + (it >> 1) }))

/** Walks all tiles that hold anything down to `deepest`; a tile tells of as much as its four parts together. */
function walk(layer: TileLayer, tile: Tile, deepest: number): number {
  const features = readTile(makeTile(layer, tile), tile)
  const total = countIn(features)
  for (const { properties } of features)
    if (properties['total'] !== undefined)
      expect(kinds.reduce((sum, it) => sum + Number(properties[it] ?? 0), 0)).toBe(properties['total'])
  if (tile.z === deepest || total === 0) return total
  const parts = childrenOf(tile).reduce((sum, it) => sum + walk(layer, it, deepest), 0)
  expect(parts, JSON.stringify(tile)).toBe(total)
  return total
}

const anywhere = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -85, max: 85, noNaN: true }),
)
const inCounty = fc.tuple(
  fc.double({ min: 103, max: 103.05, noNaN: true }),
  fc.double({ min: 25.3, max: 25.35, noNaN: true }),
)

it('every point that is shown is told once at every zoom, wherever it lies and however it came in', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anywhere, inCounty), { maxLength: 60 }),
      fc.boolean(),
      (places, isArranged) => {
        const layer = layerOf(places, isArranged)
        const shown = places.filter((_, slot) => slot % 4 !== 0).length
        expect(walk(layer, { z: 0, x: 0, y: 0 }, 16)).toBe(shown)
      },
    ),
    { numRuns: 40 },
  )
})

it('a point is found where it was put, with its id and kind', () => {
  fc.assert(
    fc.property(inCounty, ([lng, lat]) => {
      const layer = layerOf([
        [0, 0],
        [lng, lat],
      ])
      const tile = tileAt([lng, lat], 16)
      const [found, ...others] = readTile(makeTile(layer, tile), tile)
      expect(others).toEqual([])
      expect(found?.properties).toEqual({ id: '0199aaaa-0000-7000-8000-000000000001', kind: 'red' })
      // A step of the tile is 15 cm there.
      expect(Math.abs((found?.lng ?? 0) - lng)).toBeLessThan(3e-6)
      expect(Math.abs((found?.lat ?? 0) - lat)).toBeLessThan(3e-6)
    }),
  )
})

it('points that move, leave and come in between are where they were last', () => {
  const step = fc.record({
    slot: fc.nat(30),
    to: fc.option(fc.oneof(inCounty, anywhere)),
    arranges: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const index = new PointIndex()
      const last = new Map<number, Place>()
      for (const { slot, to, arranges } of steps) {
        if (to) {
          index.put(slot, ...to)
          last.set(slot, to)
        } else {
          index.remove(slot)
          last.delete(slot)
        }
        if (arranges) index.arrange()
      }
      const seen: number[] = []
      index.visit({ z: 0, x: 0, y: 0 }, (slots) => seen.push(...slots))
      expect(seen.sort((a, b) => a - b)).toEqual([...last.keys()].sort((a, b) => a - b))
    }),
  )
})

it('slots numbered along the curve keep their ids and places, and go on changing as before', () => {
  const idOf = (at: number): string => `0199aaaa-0000-7000-8000-${at.toString(16).padStart(12, '0')}`
  const place = fc.option(fc.oneof(inCounty, anywhere))
  fc.assert(
    fc.property(fc.array(place, { maxLength: 60 }), fc.array(place, { maxLength: 60 }), (before, after) => {
      const [index, ids] = [new PointIndex(), new IdTable()]
      const put = (to: Place | null, at: number): void => {
        const slot = ids.slotOf(idOf(at))
        if (to) index.put(slot, ...to)
        else index.remove(slot)
      }
      before.forEach(put)
      const old = index.renumber(ids.size)
      ids.renumber(old)
      expect([...old].sort((a, b) => a - b)).toEqual([...old.keys()])
      expect([...old.keys()].map((it) => textOf(ids, it))).toEqual([...old].map(idOf))
      after.forEach(put)
      const last = Array.from({ length: ids.size }, (_, at) => (at < after.length ? after[at] : before[at]))
      const seen: number[] = []
      index.visit({ z: 0, x: 0, y: 0 }, (slots) => seen.push(...slots))
      const placed = last.flatMap((it, at) => (it ? [ids.find(idOf(at))] : []))
      expect(seen.sort((a, b) => a - b)).toEqual(placed.sort((a, b) => a - b))
      last.forEach((it, at) => {
        const slot = ids.find(idOf(at))
        if (it) expect([index.x[slot], index.y[slot]]).toEqual([worldX(it[0]), worldY(it[1])])
      })
    }),
  )
})

it('a tile with too many points tells their counts instead, and the fullest tile of points is below 500 kB', () => {
  const heap = (count: number): TileLayer => ({
    ...layerOf(Array.from({ length: count }, (_, at): Place => [103.0388 + (at % 97) * 1e-6, 25.3351])),
    judge: (slots, verdicts) => verdicts.fill(0, 0, slots.length),
  })
  const here = tileAt([103.0388, 25.3351], pointZoom)
  const full = heap(mostPoints)
  const fullBytes = makeTile(full, here)
  expect(readTile(fullBytes, here)).toHaveLength(mostPoints)
  expect(fullBytes.length).toBeLessThan(500_000)
  const tooFull = heap(mostPoints + 1)
  const features = readTile(makeTile(tooFull, here), here)
  expect(features.length).toBeLessThan(257)
  expect(countIn(features)).toBe(mostPoints + 1)
})

function textOf(table: IdTable, slot: number): string {
  const bytes = new Uint8Array(idLength)
  table.write(slot, bytes, 0)
  return Buffer.from(bytes).toString('ascii')
}

it('ids come back as they went in, and unknown ones have no slot', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.uuid(), { maxLength: 3000, minLength: 10 }), ([stranger = '', ...ids]) => {
      const table = new IdTable()
      const slots = ids.map((it) => table.slotOf(it))
      expect(slots.map((it) => textOf(table, it))).toEqual(ids)
      expect(ids.map((it) => table.find(it))).toEqual(slots)
      expect(table.find(stranger)).toBe(-1)
    }),
    { numRuns: 20 },
  )
})
