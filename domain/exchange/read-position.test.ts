import { describe, expect, it } from 'vitest'
import { fromCgcs2000 } from '../geography/datum.ts'
import { distanceMetres } from '../geography/measure.ts'
import type { Cell } from '../table.ts'
import { PositionRule } from './mapping.ts'
import { isSameSystem, readPosition } from './read-position.ts'

const read = (rule: object, columns: Record<string, Cell>, geometry?: unknown) =>
  readPosition(PositionRule.parse(rule), { rowNumber: 2, columns, geometry })
const degrees = { lng: 'x', lat: 'y', datum: 'wgs84' }
const severities = (it: ReturnType<typeof read>) => it.remarks.map((remark) => remark.severity)

describe('positions in columns', () => {
  it('WGS-84 stays as delivered', () => {
    const { geometry, raw } = read(degrees, { x: '-2.536601140327318', y: '51.49049679592616' })
    expect(geometry).toEqual({ type: 'Point', coordinates: [-2.536601140327318, 51.49049679592616] })
    expect(raw).toBeNull()
  })

  it('GCJ-02 is taken back and kept as delivered beside it', () => {
    const shifted = fromCgcs2000([103.04, 25.33], 'gcj02')
    const { geometry, raw } = read({ ...degrees, datum: 'gcj02' }, { x: shifted[0], y: shifted[1] })
    if (geometry?.type !== 'Point') throw new Error('no point')
    expect(distanceMetres(geometry.coordinates, [103.04, 25.33])).toBeLessThan(2)
    expect(raw).toEqual({ system: 'gcj02', coordinates: [...shifted] })
  })

  it('metres of a 3° zone become degrees', () => {
    // EPSG:4543 at the central meridian 102° E: easting 500,000.
    const { geometry, raw } = read({ easting: 'e', northing: 'n', epsg: 4543 }, { e: 500000, n: 2800000 })
    if (geometry?.type !== 'Point') throw new Error('no point')
    expect(geometry.coordinates[0]).toBeCloseTo(102, 8)
    expect(geometry.coordinates[1]).toBeCloseTo(25.305, 2)
    expect(raw?.system).toBe('EPSG:4543')
  })

  it('is refused when it is missing, no number, swapped or zero', () => {
    expect(severities(read(degrees, { x: '', y: null }))).toEqual(['refuse'])
    expect(severities(read({ ...degrees, missing: 'warn' }, { x: '', y: null }))).toEqual(['warn'])
    expect(severities(read(degrees, { x: '103,04', y: '25.33' }))).toEqual(['refuse'])
    expect(read(degrees, { x: 'abc', y: '25.33' }).remarks[0]?.column).toBe('x')
    expect(severities(read(degrees, { x: '25.33', y: '103.04' }))).toEqual(['refuse'])
    expect(severities(read(degrees, { x: '0', y: '0' }))).toEqual(['refuse'])
    expect(severities(read(degrees, { x: '103.04', y: '' }))).toEqual(['refuse'])
  })

  it('a rule names one way and one datum', () => {
    expect(PositionRule.safeParse({ lng: 'x', lat: 'y' }).success).toBe(false)
    expect(PositionRule.safeParse({ geometry: true, datum: 'wgs84', epsg: 4543 }).success).toBe(false)
    expect(PositionRule.safeParse({ easting: 'e', northing: 'n', epsg: 2056 }).success).toBe(false)
  })
})

describe('geometries of features', () => {
  const rule = { geometry: true, datum: 'wgs84' }
  it('keeps points, lines and polygons, and drops heights', () => {
    expect(read(rule, {}, { type: 'Point', coordinates: [8.5, 47.3, 410] }).geometry).toEqual({
      type: 'Point',
      coordinates: [8.5, 47.3],
    })
    expect(
      read(
        rule,
        {},
        {
          type: 'LineString',
          coordinates: [
            [8.5, 47.3],
            [8.6, 47.3],
          ],
        },
      ).geometry?.type,
    ).toBe('LineString')
  })

  it('refuses what it does not know or what is broken', () => {
    expect(severities(read(rule, {}, { type: 'GeometryCollection', geometries: [] }))).toEqual(['refuse'])
    expect(severities(read(rule, {}, { type: 'Point', coordinates: [8.5] }))).toEqual(['refuse'])
    expect(
      severities(
        read(
          rule,
          {},
          {
            type: 'Polygon',
            coordinates: [
              [
                [8, 47],
                [9, 47],
              ],
            ],
          },
        ),
      ),
    ).toEqual(['refuse'])
    expect(severities(read(rule, {}, null))).toEqual(['refuse'])
  })
})

describe('a file that names its own coordinate system', () => {
  const degrees = PositionRule.parse({ geometry: true, datum: 'cgcs2000' })
  const metres = PositionRule.parse({ geometry: true, epsg: 4543 })
  const shifted = PositionRule.parse({ geometry: true, datum: 'gcj02' })
  it.each([
    [degrees, 'urn:ogc:def:crs:OGC:1.3:CRS84', true],
    [degrees, 'urn:ogc:def:crs:EPSG::4490', true],
    [degrees, 'EPSG:4326', true],
    [degrees, 'urn:ogc:def:crs:EPSG::4543', false],
    [degrees, 'local grid of the city', false],
    [metres, 'urn:ogc:def:crs:EPSG::4543', true],
    [metres, 'urn:ogc:def:crs:EPSG::4522', false],
    [shifted, 'EPSG:4326', false],
  ])('%o against %s', (rule, named, expected) => {
    expect(isSameSystem(rule, named)).toBe(expected)
  })
})
