import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Datum,
  datums,
  degreesToPlane,
  epsgOfZone,
  findZoneOfEpsg,
  fromCgcs2000,
  planeToDegrees,
  toCgcs2000,
  zoneNumberAt,
} from './datum.ts'
import type { Position } from './geometry.ts'
import { distanceMetres } from './measure.ts'

const inCounty = fc.tuple(
  fc.double({ min: 102.904, max: 103.32, noNaN: true }),
  fc.double({ min: 25.081, max: 25.451, noNaN: true }),
)

describe('degrees of map services', () => {
  it('takes WGS-84 as CGCS2000', () => {
    expect(toCgcs2000([103.0388, 25.3351], 'wgs84')).toEqual([103.0388, 25.3351])
  })

  it('agrees with the published worked example of GCJ-02 and BD-09', () => {
    // The Tiananmen pair that the published transformation is usually checked with.
    const gcj02 = fromCgcs2000([116.404, 39.915], 'gcj02')
    expect(gcj02[0]).toBeCloseTo(116.4102445, 5)
    expect(gcj02[1]).toBeCloseTo(39.9164043, 5)
  })

  it.each(datums)('comes back from %s within half a metre', (datum: Datum) => {
    fc.assert(
      fc.property(inCounty, (position) => {
        const back = toCgcs2000(fromCgcs2000(position, datum), datum)
        expect(distanceMetres(position, back)).toBeLessThan(0.5)
      }),
    )
  })

  it('moves a position by hundreds of metres: reading one datum as another is no small mistake', () => {
    fc.assert(
      fc.property(inCounty, (position) => {
        expect(distanceMetres(position, fromCgcs2000(position, 'gcj02'))).toBeGreaterThan(200)
        expect(distanceMetres(position, fromCgcs2000(position, 'bd09'))).toBeGreaterThan(500)
      }),
    )
  })
})

describe('3° zones', () => {
  it('knows the codes of EPSG, and only those', () => {
    expect(epsgOfZone({ zone: 34, prefixed: true })).toBe(4522)
    expect(epsgOfZone({ zone: 34, prefixed: false })).toBe(4543)
    expect(findZoneOfEpsg(4513)).toEqual({ zone: 25, prefixed: true })
    expect(findZoneOfEpsg(4533)).toEqual({ zone: 45, prefixed: true })
    expect(findZoneOfEpsg(4534)).toEqual({ zone: 25, prefixed: false })
    expect(findZoneOfEpsg(4554)).toEqual({ zone: 45, prefixed: false })
    for (const other of [4490, 4512, 4555, 4326, 0]) expect(findZoneOfEpsg(other)).toBeUndefined()
    expect(zoneNumberAt(103.04)).toBe(34)
  })

  it('puts the central meridian at 500 km, with the zone before it when prefixed', () => {
    const [easting, northing] = degreesToPlane([102, 25], { zone: 34, prefixed: true })
    expect(easting).toBeCloseTo(34_500_000, 6)
    // The meridian arc from the equator to 25° N on the CGCS2000 ellipsoid.
    expect(northing).toBeCloseTo(distanceMetres([102, 0], [102, 25]), 3)
    expect(degreesToPlane([102, 25], { zone: 34, prefixed: false })[0]).toBeCloseTo(500_000, 6)
  })

  it('comes back to the same place in every zone, within a micrometre or so', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 25, max: 45 }),
        fc.boolean(),
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        fc.double({ min: 3, max: 54, noNaN: true }),
        (zone, prefixed, fromMeridian, lat) => {
          const position: Position = [zone * 3 + fromMeridian, lat]
          const back = planeToDegrees(degreesToPlane(position, { zone, prefixed }), { zone, prefixed })
          expect(distanceMetres(position, back)).toBeLessThan(1e-5)
        },
      ),
    )
  })
})
