/**
 * The only place where coordinates change their datum. What is stored is CGCS2000 in degrees (EPSG:4490), [lng, lat];
 * WGS-84 is taken as equal to it (they differ by centimetres). GCJ-02 and BD-09 are the shifted systems of Chinese map
 * services; the way back is the published approximation, good to a metre or two, so callers keep the raw value too.
 */
import gcoord from 'gcoord'
import proj4 from 'proj4'
import { z } from 'zod'
import type { Position } from './geometry.ts'

export const datums = ['cgcs2000', 'wgs84', 'gcj02', 'bd09'] as const
/** The datum in which degrees were given. */
export const Datum = z.enum(datums)
export type Datum = z.infer<typeof Datum>

// gcoord's types describe an ES module, but Node loads its CommonJS file: the default is one level nearer than they say.
type Gcoord = { transform(position: [number, number], from: string, to: string): number[] }
const { transform } = gcoord as unknown as Gcoord
const gcoordName = { gcj02: 'GCJ02', bd09: 'BD09' } as const

function shift(position: Position, from: string, to: string): Position {
  const [lng, lat] = transform([position[0], position[1]], from, to)
  return [lng ?? Number.NaN, lat ?? Number.NaN]
}

/** Degrees of `datum` to degrees of CGCS2000. */
export function toCgcs2000(position: Position, datum: Datum): Position {
  if (datum === 'cgcs2000' || datum === 'wgs84') return position
  return shift(position, gcoordName[datum], 'WGS84')
}

/** Degrees of CGCS2000 to degrees of `datum`. */
export function fromCgcs2000(position: Position, datum: Datum): Position {
  if (datum === 'cgcs2000' || datum === 'wgs84') return position
  return shift(position, 'WGS84', gcoordName[datum])
}

/**
 * A 3° Gauss–Krüger zone of CGCS2000, 25 to 45; its central meridian is three times its number. `prefixed` zones write
 * their number before the easting (zone 34 begins at 34,500,000 m).
 */
export type Zone = { readonly zone: number; readonly prefixed: boolean }

const [firstZone, lastZone] = [25, 45]
const isZone = (zone: number) => Number.isInteger(zone) && zone >= firstZone && zone <= lastZone

// EPSG numbers the 21 zones in two runs: 4513–4533 with the zone's number in the easting, 4534–4554 without.
const [firstPrefixedEpsg, firstPlainEpsg] = [4513, 4534]

/** The EPSG code of a zone: 4522 for zone 34 with prefix, 4543 without. */
export const epsgOfZone = ({ zone, prefixed }: Zone): number =>
  (prefixed ? firstPrefixedEpsg : firstPlainEpsg) + zone - firstZone

/** The zone of an EPSG code; undefined when the code is none of the 42. */
export function findZoneOfEpsg(epsg: number): Zone | undefined {
  const prefixed = epsg < firstPlainEpsg
  const zone = epsg - (prefixed ? firstPrefixedEpsg : firstPlainEpsg) + firstZone
  return isZone(zone) ? { zone, prefixed } : undefined
}

/** The number of the 3° zone in which a longitude lies. */
export const zoneNumberAt = (lng: number): number => Math.round(lng / 3)

const degrees = '+proj=longlat +ellps=GRS80 +no_defs'
const converters = new Map<number, proj4.Converter>()

function converterOf(zone: Zone): proj4.Converter {
  const epsg = epsgOfZone(zone)
  const known = converters.get(epsg)
  if (known !== undefined) return known
  const falseEasting = 500_000 + (zone.prefixed ? zone.zone * 1_000_000 : 0)
  // CGCS2000 and GRS 80 have the same axis and flattening.
  const plane = `+proj=tmerc +lat_0=0 +lon_0=${zone.zone * 3} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`
  const made = proj4(degrees, plane)
  converters.set(epsg, made)
  return made
}

/** [easting, northing] in metres of a zone to degrees. Survey files write the easting first, whatever EPSG's axis order. */
export function planeToDegrees([easting, northing]: readonly [number, number], zone: Zone): Position {
  const [lng, lat] = converterOf(zone).inverse([easting, northing])
  return [lng ?? Number.NaN, lat ?? Number.NaN]
}

/** Degrees to [easting, northing] in metres of a zone. */
export function degreesToPlane([lng, lat]: Position, zone: Zone): [number, number] {
  const [easting, northing] = converterOf(zone).forward([lng, lat])
  return [easting ?? Number.NaN, northing ?? Number.NaN]
}
