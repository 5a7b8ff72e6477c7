/** Reads where a foreign row stands, or its shape, into CGCS2000 degrees; what was delivered is kept beside it. */
import { findZoneOfEpsg, planeToDegrees, toCgcs2000 } from '../geography/datum.ts'
import { Geometry, type Position } from '../geography/geometry.ts'
import type { TableRow } from '../table.ts'
import type { PositionRule } from './mapping.ts'
import { findNumber, type Remark } from './read-field.ts'
import { Reason } from './reasons.ts'

/** Coordinates as they were delivered, with what they are. */
export type RawPosition = { readonly system: string; readonly coordinates: readonly [number, number] }

export type PositionReading = {
  readonly geometry: Geometry | null
  /** Only where the delivered numbers are not already the stored ones. */
  readonly raw: RawPosition | null
  readonly remarks: readonly Remark[]
}

const nothing = (remark?: Remark): PositionReading => ({
  geometry: null,
  raw: null,
  remarks: remark ? [remark] : [],
})

/** Six to seven decimals of a degree are a decimetre; eight keep every survey's digits. */
const rounded = (it: number): number => Math.round(it * 1e8) / 1e8

function convertPosition(pair: readonly [number, number], rule: PositionRule): Position {
  const zone = rule.epsg === undefined ? undefined : findZoneOfEpsg(rule.epsg)
  if (zone) {
    const [lng, lat] = planeToDegrees(pair, zone)
    return [rounded(lng), rounded(lat)]
  }
  if (rule.datum === undefined || rule.datum === 'cgcs2000' || rule.datum === 'wgs84')
    return [pair[0], pair[1]]
  const [lng, lat] = toCgcs2000([pair[0], pair[1]], rule.datum)
  return [rounded(lng), rounded(lat)]
}

/** Whether a file that names its own coordinate system means the one of the rule; WGS-84 and CGCS2000 are taken as one. */
export function isSameSystem(rule: PositionRule, named: string): boolean {
  const epsg = /CRS:?84$/i.test(named) ? 4326 : Number(/EPSG:{1,2}(\d+)$/i.exec(named)?.[1])
  return isShifted(rule) ? epsg === rule.epsg : epsg === 4326 || epsg === 4490
}

/** The name of the coordinate system of a rule. */
export const systemOf = (rule: PositionRule): string => rule.datum ?? `EPSG:${rule.epsg}`
const isShifted = (rule: PositionRule): boolean => rule.datum !== 'cgcs2000' && rule.datum !== 'wgs84'

// 0, 0 lies in the Gulf of Guinea; in files it is how programs write "unknown".
const isPlausible = ([lng, lat]: Position): boolean =>
  Math.abs(lng) <= 180 && Math.abs(lat) <= 90 && !(lng === 0 && lat === 0)

/** Reads the position or shape of a row by the mapping's rule. */
export function readPosition(rule: PositionRule, row: TableRow): PositionReading {
  return rule.geometry ? readGeometry(rule, row.geometry) : readColumns(rule, row)
}

function readColumns(rule: PositionRule, row: TableRow): PositionReading {
  const names = [rule.lng ?? rule.easting ?? '', rule.lat ?? rule.northing ?? ''] as const
  const texts = names.map((name) => String(row.columns[name] ?? '').trim())
  if (texts.every((text) => text === '')) return missing(rule, names.join(' + '))
  const pair: number[] = []
  for (const [index, text] of texts.entries()) {
    const number = findNumber(text)
    if (number === undefined)
      return nothing({ severity: 'refuse', column: names[index] ?? null, reason: Reason.notANumber(text) })
    pair.push(number)
  }
  const [x = 0, y = 0] = pair
  const position = convertPosition([x, y], rule)
  if (!isPlausible(position))
    return nothing({ severity: 'refuse', column: names.join(' + '), reason: Reason.positionOutside(x, y) })
  return {
    geometry: { type: 'Point', coordinates: position },
    raw: isShifted(rule) ? { system: systemOf(rule), coordinates: [x, y] } : null,
    remarks: [],
  }
}

function missing(rule: PositionRule, column: string | null): PositionReading {
  return rule.missing === 'allow'
    ? nothing()
    : nothing({ severity: rule.missing, column, reason: Reason.positionMissing() })
}

const isPair = (it: unknown): it is [number, number] =>
  Array.isArray(it) && it.length >= 2 && typeof it[0] === 'number' && typeof it[1] === 'number'

/** Every position of nested coordinates, converted; a third value (height) is left off. */
function convertAll(coordinates: unknown, rule: PositionRule): unknown {
  if (isPair(coordinates)) return convertPosition([coordinates[0], coordinates[1]], rule)
  return Array.isArray(coordinates) ? coordinates.map((it) => convertAll(it, rule)) : coordinates
}

function readGeometry(rule: PositionRule, delivered: unknown): PositionReading {
  if (delivered === null || delivered === undefined) return missing(rule, null)
  const { type, coordinates } = delivered as { type?: unknown; coordinates?: unknown }
  if (!['Point', 'LineString', 'Polygon', 'MultiPolygon'].includes(String(type)))
    return nothing({ severity: 'refuse', column: null, reason: Reason.geometryUnknown(String(type)) })
  const parsed = Geometry.safeParse({ type, coordinates: convertAll(coordinates, rule) })
  if (!parsed.success || (parsed.data.type === 'Point' && !isPlausible(parsed.data.coordinates)))
    return nothing({ severity: 'refuse', column: null, reason: Reason.geometryBroken() })
  const raw =
    isShifted(rule) && type === 'Point' && isPair(coordinates)
      ? { system: systemOf(rule), coordinates: [coordinates[0], coordinates[1]] as const }
      : null
  return { geometry: parsed.data, raw, remarks: [] }
}
