/**
 * A survey delivery, whatever its format, as the rest of the house sees it: features in CGCS2000 degrees with their
 * attributes. Rows count from 1, as the records stand in the file.
 */
import { Geometry, orientPolygon, type Position } from '#domain/geography/geometry.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { mapPositions, type SurveyReference, toDegrees } from '#domain/geography/survey-reference.ts'

/** The files of one delivery by name: one GeoJSON or GeoPackage, or the parts of a Shapefile. */
export type SurveyFiles = ReadonlyMap<string, Uint8Array>

export type Attribute = string | number | boolean | null

export type SurveyFeature = {
  readonly row: number
  readonly properties: Readonly<Record<string, Attribute>>
  /** Null where the record has no shape, or one of a kind that is not kept. */
  readonly geometry: Geometry | null
}

export type Survey = {
  readonly format: 'geojson' | 'shapefile' | 'geopackage'
  readonly reference: SurveyReference
  readonly features: readonly SurveyFeature[]
}

/** Why a file cannot be read, as a Problem. */
export const unreadable = (file: string, zh: string, en: string) =>
  GeographyProblem.surveyUnreadable({ file, reason: { zh, en } })

/** Heights and measures are dropped: the platform keeps the ground only. */
function dropHeights(coordinates: unknown): unknown {
  if (!Array.isArray(coordinates)) return coordinates
  if (typeof coordinates[0] === 'number') return coordinates.slice(0, 2)
  return coordinates.map(dropHeights)
}

/** How deep the numbers of each kept shape lie in their lists. */
const depths: Readonly<Record<string, number>> = { Point: 1, LineString: 2, Polygon: 3, MultiPolygon: 4 }

/** Whether lists lie in each other no deeper than `depth`, before anything walks through them. */
const isListWithin = (it: unknown, depth: number): boolean =>
  !Array.isArray(it) || (depth > 0 && it.every((part) => isListWithin(part, depth - 1)))

function isListOfDepth(coordinates: unknown, depth: number): boolean {
  if (depth === 0) return typeof coordinates === 'number' && Number.isFinite(coordinates)
  if (!Array.isArray(coordinates) || (depth === 1 && coordinates.length < 2)) return false
  return coordinates.every((it) => isListOfDepth(it, depth - 1))
}

/** The border of a county at 1:10,000 has some ten thousand corners; what has many more is no border but a burden. */
const mostCorners = 200_000

const countCorners = (coordinates: unknown): number =>
  !Array.isArray(coordinates)
    ? 0
    : typeof coordinates[0] === 'number'
      ? 1
      : coordinates.reduce<number>((sum, it) => sum + countCorners(it), 0)

type Loose = { type?: unknown; coordinates?: unknown }

/** Brings a shape in the delivery's coordinates to degrees; null when it is none that is kept. */
export function toKeptGeometry(raw: unknown, reference: SurveyReference): Geometry | null {
  if (typeof raw !== 'object' || raw === null) return null
  const { type, coordinates } = raw as Loose
  if (!isListWithin(coordinates, 5)) return null
  const corners = countCorners(coordinates)
  if (corners > mostCorners)
    throw unreadable(
      '-',
      `一个图形有 ${corners} 个节点，上限 ${mostCorners} 个，请先化简`,
      `a shape has ${corners} corners; the most is ${mostCorners}, simplify it first`,
    )
  const flat = { type, coordinates: dropHeights(coordinates) }
  // Planes exceed the bounds of degrees, so the shape is converted before its numbers are judged.
  if (!isListOfDepth(flat.coordinates, depths[String(type)] ?? -1)) return null
  const moved = mapPositions(flat as Geometry, (position: Position) => toDegrees(position, reference))
  const kept = Geometry.safeParse(moved)
  if (!kept.success) return null
  const shape = kept.data
  if (shape.type === 'Polygon') return { ...shape, coordinates: orientPolygon(shape.coordinates) }
  if (shape.type === 'MultiPolygon') return { ...shape, coordinates: shape.coordinates.map(orientPolygon) }
  return shape
}

/** Anything but text, numbers and truth values becomes text; nothing becomes null. */
export function toAttribute(value: unknown): Attribute {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value)
}
