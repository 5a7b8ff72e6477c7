import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPlaceIndex, relationTo } from './containment.ts'
import { dissolve } from './dissolve.ts'
import type { AreaGeometry, Position } from './geometry.ts'
import { areaSquareMetres, distanceMetres } from './measure.ts'

const square = (x: number, y: number, size = 1): AreaGeometry => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ],
  ],
})

/** A lattice of n × n squares whose inner vertices are moved at random, so that edges lean every way. */
function crookedLattice(n: number, moves: readonly number[]) {
  const vertex = (i: number, j: number): Position => {
    const inner = i > 0 && j > 0 && i < n && j < n
    const move = (k: number) => (inner ? (moves[(k + 2 * (i * 7 + j * 13)) % moves.length] ?? 0) : 0)
    return [103 + (i + move(0)) / 1000, 25 + (j + move(1)) / 1000]
  }
  const places: { code: string; geometry: AreaGeometry }[] = []
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++) {
      const ring = [vertex(i, j), vertex(i + 1, j), vertex(i + 1, j + 1), vertex(i, j + 1), vertex(i, j)]
      places.push({ code: String(100 + j * n + i), geometry: { type: 'Polygon', coordinates: [ring] } })
    }
  return { places, vertex }
}

const moves = fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 4, maxLength: 40 })

describe('a point and one area', () => {
  const withHole: AreaGeometry = {
    type: 'Polygon',
    coordinates: [
      ...(square(0, 0, 4).coordinates as [number, number][][]),
      [
        [1, 1],
        [1, 3],
        [3, 3],
        [3, 1],
        [1, 1],
      ],
    ],
  }
  it.each([
    [[0.5, 0.5], 'inside'],
    [[2, 2], 'outside'],
    [[1, 2], 'edge'],
    [[3, 3], 'edge'],
    [[0, 0], 'edge'],
    [[4, 4], 'edge'],
    [[2, 4], 'edge'],
    [[2, 0], 'edge'],
    [[-1, 0], 'outside'],
    [[5, 4], 'outside'],
    [[0.5, 1], 'inside'],
    [[3.5, 3], 'inside'],
  ] as [Position, string][])('%j is %s', (point, relation) => {
    expect(relationTo(point, withHole)).toBe(relation)
  })
})

describe('the place of a point', () => {
  it('gives a shared edge and a shared corner to the smallest code, whatever the order of the places', () => {
    const places = [
      { code: '4', geometry: square(1, 1) },
      { code: '2', geometry: square(1, 0) },
      { code: '3', geometry: square(0, 1) },
      { code: '1', geometry: square(0, 0) },
    ]
    for (const order of [places, [...places].reverse()]) {
      const index = createPlaceIndex(order)
      expect(index.find([1, 1])?.code).toBe('1')
      expect(index.find([1, 0.5])?.code).toBe('1')
      expect(index.find([1.5, 1])?.code).toBe('2')
      expect(index.find([1, 1.5])?.code).toBe('3')
      expect(index.find([1.5, 1.5])?.code).toBe('4')
      expect(index.find([2.5, 1.5])).toBeUndefined()
      expect(index.findAll([1, 1]).map((place) => place.code)).toEqual(['1', '2', '3', '4'])
    }
  })

  it('of nothing is nothing', () => {
    const index = createPlaceIndex([])
    expect(index.find([0, 0])).toBeUndefined()
    expect(index.findAll([0, 0])).toEqual([])
  })

  it('covers every point of a partition exactly once, edges and vertices too', () => {
    const n = 5
    fc.assert(
      fc.property(
        moves,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (shifts, u, v) => {
          const { places, vertex } = crookedLattice(n, shifts)
          const index = createPlaceIndex(places)
          const anywhere: Position = [103 + (u * n) / 1000, 25 + (v * n) / 1000]
          const [a, b] = [vertex(2, 2), vertex(3, 2)]
          const onEdge: Position = [a[0] + u * (b[0] - a[0]), a[1] + u * (b[1] - a[1])]
          for (const point of [anywhere, onEdge, a, vertex(4, 1), vertex(0, 3), vertex(5, 5)]) {
            const relations = places.map((place) => relationTo(point, place.geometry))
            const covering = places.filter((_, i) => relations[i] !== 'outside').map((place) => place.code)
            expect(covering.length).toBeGreaterThan(0)
            const insideCount = relations.filter((relation) => relation === 'inside').length
            expect(insideCount).toBeLessThanOrEqual(1)
            if (insideCount === 1) expect(covering).toHaveLength(1)
            expect(index.find(point)?.code).toBe(covering[0])
            expect(index.findAll(point).map((place) => place.code)).toEqual(covering)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('joining areas', () => {
  it('keeps the ground and the outline of what it joins', () => {
    fc.assert(
      fc.property(moves, (shifts) => {
        const { places, vertex } = crookedLattice(4, shifts)
        const joined = dissolve(places.map((place) => place.geometry))
        expect(joined.type).toBe('Polygon')
        expect(joined.coordinates).toHaveLength(1)
        const corners = [vertex(0, 0), vertex(4, 0), vertex(4, 4), vertex(0, 4), vertex(0, 0)]
        const outline = areaSquareMetres({ type: 'Polygon', coordinates: [corners] })
        expect(areaSquareMetres(joined)).toBeCloseTo(outline, 0)
        const parts = places.reduce((sum, place) => sum + areaSquareMetres(place.geometry), 0)
        expect(areaSquareMetres(joined)).toBeCloseTo(parts, 3)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps a hole, and keeps parts apart that only touch in a corner', () => {
    const { places } = crookedLattice(3, [0])
    const ring = dissolve(places.filter((_, i) => i !== 4).map((place) => place.geometry))
    expect(ring.type).toBe('Polygon')
    expect(ring.coordinates).toHaveLength(2)
    const touching = dissolve([square(0, 0), square(1, 1)])
    expect(touching.type).toBe('MultiPolygon')
    expect(touching.coordinates).toHaveLength(2)
    expect(dissolve([square(0, 0), square(5, 5)]).coordinates).toHaveLength(2)
  })
})

describe('measures', () => {
  it('agree with the quarter meridian and an eighth of the surface of the ellipsoid', () => {
    // Moritz, Geodetic Reference System 1980: meridian quadrant 10,001,965.7293 m; surface 510,065,621.7 km².
    expect(distanceMetres([102, 0], [102, 90])).toBeCloseTo(10_001_965.7293, 3)
    const octant: Position[] = [
      [0, 0],
      [90, 0],
      [0, 90],
      [0, 0],
    ]
    const squareKm = areaSquareMetres({ type: 'Polygon', coordinates: [octant] }) / 1e6
    expect(squareKm * 8).toBeCloseTo(510_065_621.7, 0)
  })
})
