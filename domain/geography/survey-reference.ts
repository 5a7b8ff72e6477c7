/**
 * The coordinate systems in which surveyors deliver: degrees of CGCS2000 or WGS-84, or a 3° zone of CGCS2000 in metres. Others
 * (Beijing 1954, Xi'an 1980, city-local systems) need parameters that no file carries, and are refused.
 */
import { degreesToPlane, epsgOfZone, findZoneOfEpsg, planeToDegrees, type Zone } from './datum.ts'
import type { Geometry, Position, Ring } from './geometry.ts'

export type SurveyReference =
  | { readonly kind: 'degrees'; readonly datum: 'cgcs2000' | 'wgs84' }
  | ({ readonly kind: 'zone' } & Zone)

/** The reference of an EPSG code; undefined when it is not accepted. */
export function findReferenceOfEpsg(epsg: number): SurveyReference | undefined {
  if (epsg === 4490) return { kind: 'degrees', datum: 'cgcs2000' }
  if (epsg === 4326) return { kind: 'degrees', datum: 'wgs84' }
  const zone = findZoneOfEpsg(epsg)
  return zone && { kind: 'zone', ...zone }
}

/** The EPSG code of a reference. */
export function epsgOfReference(reference: SurveyReference): number {
  if (reference.kind === 'zone') return epsgOfZone(reference)
  return reference.datum === 'cgcs2000' ? 4490 : 4326
}

/** What a coordinate system says of itself, whoever wrote it down. */
export type DescribedReference = {
  readonly name: string
  readonly datum: string
  /** Undefined for degrees. */
  readonly projection?: string | undefined
  readonly centralMeridian?: number | undefined
  readonly falseEasting?: number | undefined
  readonly falseNorthing?: number | undefined
  readonly scale?: number | undefined
  readonly originLatitude?: number | undefined
  readonly metresOfUnit?: number | undefined
}

const isCgcs2000 = (datum: string) => /china_?(geodetic_coordinate_system_?)?2000|cgcs_?2000/.test(datum)
const isTransverseMercator = (projection: string) => /^(gauss_kruger|transverse_mercator)$/.test(projection)

/** The reference that a description means; undefined when it is none of the accepted ones. */
export function findDescribedReference(it: DescribedReference): SurveyReference | undefined {
  const datum = it.datum.toLowerCase().replace(/[\s-]+/g, '_')
  if (it.projection === undefined) {
    if (isCgcs2000(datum)) return { kind: 'degrees', datum: 'cgcs2000' }
    return /^wgs_?(19)?84$/.test(datum) ? { kind: 'degrees', datum: 'wgs84' } : undefined
  }
  const projection = it.projection.toLowerCase().replace(/[\s-]+/g, '_')
  const isPlain = it.scale === 1 && (it.originLatitude ?? 0) === 0 && (it.falseNorthing ?? 0) === 0
  if (!isCgcs2000(datum) || !isTransverseMercator(projection) || !isPlain || it.metresOfUnit !== 1)
    return undefined
  const zone = Math.round(((it.centralMeridian ?? 0) / 3) * 1e6) / 1e6
  const prefixed = it.falseEasting !== 500_000
  if (prefixed && it.falseEasting !== zone * 1_000_000 + 500_000) return undefined
  const known = findZoneOfEpsg(epsgOfZone({ zone, prefixed }))
  return known?.zone === zone && known.prefixed === prefixed ? { kind: 'zone', ...known } : undefined
}

const cgcs2000Text =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
const wgs84Text =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

/** The text of a `.prj` file for a reference. */
export function toPrjText(reference: SurveyReference): string {
  if (reference.kind === 'degrees') return reference.datum === 'cgcs2000' ? cgcs2000Text : wgs84Text
  const { zone, prefixed } = reference
  const name = prefixed ? `CGCS2000_3_Degree_GK_Zone_${zone}` : `CGCS2000_3_Degree_GK_CM_${zone * 3}E`
  const falseEasting = 500_000 + (prefixed ? zone * 1_000_000 : 0)
  const parameters = [
    ['False_Easting', falseEasting],
    ['False_Northing', 0],
    ['Central_Meridian', zone * 3],
    ['Scale_Factor', 1],
    ['Latitude_Of_Origin', 0],
  ] as const
  const listed = parameters.map(([key, value]) => `PARAMETER["${key}",${value.toFixed(1)}]`).join(',')
  return `PROJCS["${name}",${cgcs2000Text},PROJECTION["Gauss_Kruger"],${listed},UNIT["Meter",1.0]]`
}

/** A tenth of a millimetre on the ground: finer digits are noise of the computation. */
const roundDegrees = (degrees: number) => Math.round(degrees * 1e9) / 1e9

/** Degrees of CGCS2000 of a position in a reference. */
export function toDegrees(position: readonly [number, number], reference: SurveyReference): Position {
  if (reference.kind === 'degrees') return [position[0], position[1]]
  const [lng, lat] = planeToDegrees(position, reference)
  return [roundDegrees(lng), roundDegrees(lat)]
}

/** A position of CGCS2000 in a reference: degrees, or [easting, northing] in metres. */
export const fromDegrees = (position: Position, reference: SurveyReference): [number, number] =>
  reference.kind === 'degrees' ? [position[0], position[1]] : degreesToPlane(position, reference)

/** The same shape with every position changed. */
export function mapPositions(shape: Geometry, change: (position: Position) => Position): Geometry {
  const ring = (it: Ring) => it.map(change)
  switch (shape.type) {
    case 'Point':
      return { type: 'Point', coordinates: change(shape.coordinates) }
    case 'LineString':
      return { type: 'LineString', coordinates: shape.coordinates.map(change) }
    case 'Polygon':
      return { type: 'Polygon', coordinates: shape.coordinates.map(ring) }
    case 'MultiPolygon':
      return { type: 'MultiPolygon', coordinates: shape.coordinates.map((polygon) => polygon.map(ring)) }
  }
}
