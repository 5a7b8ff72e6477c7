import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromCgcs2000 } from '../geography/datum.ts'
import { firstRecutZoom, meshOf, placeInMesh, tilePixels, toDegrees, toPixels } from './recut-mesh.ts'

const equatorMetres = 40_075_016.686
/** How many metres of ground a pixel is. */
const metresOfPixel = (zoom: number, lat: number): number =>
  (equatorMetres * Math.cos((lat * Math.PI) / 180)) / (tilePixels * 2 ** zoom)

const distance = (a: readonly [number, number], b: readonly [number, number]): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1])

/** A place of the mainland and a zoom at which tiles are cut anew. */
const places = fc.record({
  lng: fc.double({ min: 75, max: 130, noNaN: true }),
  lat: fc.double({ min: 19, max: 50, noNaN: true }),
  zoom: fc.integer({ min: firstRecutZoom + 1, max: 20 }),
})

function look({ lng, lat, zoom }: { lng: number; lat: number; zoom: number }) {
  const [across, down] = toPixels([lng, lat], zoom)
  const tile = { z: zoom, x: Math.floor(across / tilePixels), y: Math.floor(down / tilePixels) }
  const inTile = [across - tile.x * tilePixels, down - tile.y * tilePixels] as const
  const exact = toPixels(fromCgcs2000([lng, lat], 'gcj02'), zoom)
  return { tile, inTile, exact, metres: metresOfPixel(zoom, lat) }
}

it('takes each pixel from where it lies in GCJ-02: off by less than 5 cm and a hundredth of a pixel where streets are read', () => {
  fc.assert(
    fc.property(places, (place) => {
      const { tile, inTile, exact, metres } = look(place)
      const pixels = distance(placeInMesh(meshOf(tile, 'gcj02'), inTile), exact)
      expect(pixels).toBeLessThan(0.1)
      if (place.zoom >= 13) {
        expect(pixels).toBeLessThan(0.01)
        expect(pixels * metres).toBeLessThan(0.05)
      }
    }),
    { numRuns: 2000 },
  )
})

it('is needed: moving a whole tile by the shift of its middle is off by metres and leaves a seam to its neighbour', () => {
  const { tile, exact, inTile, metres } = look({ lng: 103.04, lat: 25.33, zoom: 13 })
  const [x, y] = [tile.x * tilePixels, tile.y * tilePixels]
  const shiftOf = (it: readonly [number, number]): [number, number] => {
    const moved = toPixels(fromCgcs2000(toDegrees([...it], 13), 'gcj02'), 13)
    return [moved[0] - it[0], moved[1] - it[1]]
  }
  const corner = shiftOf([x, y])
  const middle = shiftOf([x + 128, y + 128])
  expect(distance(corner, middle) * metres).toBeGreaterThan(1)
  // Without any shift a point would lie hundreds of metres off.
  expect(distance([x + inTile[0], y + inTile[1]], exact) * metres).toBeGreaterThan(200)
})

it('leaves no seam: neighbours read their common edge from the same places', () => {
  fc.assert(
    fc.property(places, fc.integer({ min: 0, max: tilePixels }), (place, down) => {
      const { tile } = look(place)
      const here = placeInMesh(meshOf(tile, 'gcj02'), [tilePixels, down])
      const there = placeInMesh(meshOf({ ...tile, x: tile.x + 1 }, 'gcj02'), [0, down])
      expect(distance(here, there)).toBeLessThan(1e-6)
    }),
  )
})

it('changes nothing where tiles lie in CGCS2000', () => {
  fc.assert(
    fc.property(places, (place) => {
      const { tile, inTile } = look(place)
      const found = placeInMesh(meshOf(tile, 'cgcs2000'), inTile)
      expect(
        distance(found, [tile.x * tilePixels + inTile[0], tile.y * tilePixels + inTile[1]]),
      ).toBeLessThan(0.02)
    }),
  )
})

it('leaves far views as they are, since the shift is less than a pixel there', () => {
  fc.assert(
    fc.property(places, (place) => {
      const { exact } = look({ ...place, zoom: firstRecutZoom })
      expect(distance(toPixels([place.lng, place.lat], firstRecutZoom), exact)).toBeLessThan(1)
    }),
  )
})
