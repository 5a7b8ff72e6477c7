/**
 * Positions and shapes as GeoJSON has them, in CGCS2000 degrees, [lng, lat]. Rings are closed (the last position repeats
 * the first); outer rings run anticlockwise and holes clockwise (RFC 7946).
 */
import { z } from 'zod'

/** A place on the ground: [longitude, latitude] in CGCS2000 degrees. */
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
export type Position = z.infer<typeof Position>

/** A closed line of at least four positions. */
export const Ring = z.array(Position).min(4)
export type Ring = z.infer<typeof Ring>

export const PointGeometry = z.object({ type: z.literal('Point'), coordinates: Position })
export type PointGeometry = z.infer<typeof PointGeometry>

export const LineGeometry = z.object({ type: z.literal('LineString'), coordinates: z.array(Position).min(2) })
export type LineGeometry = z.infer<typeof LineGeometry>

export const PolygonGeometry = z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1) })
export type PolygonGeometry = z.infer<typeof PolygonGeometry>

export const MultiPolygonGeometry = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(Ring).min(1)).min(1),
})
export type MultiPolygonGeometry = z.infer<typeof MultiPolygonGeometry>

/** A piece of ground: one polygon or several. */
export const AreaGeometry = z.discriminatedUnion('type', [PolygonGeometry, MultiPolygonGeometry])
export type AreaGeometry = z.infer<typeof AreaGeometry>

/** Any shape the platform keeps. */
export const Geometry = z.discriminatedUnion('type', [
  PointGeometry,
  LineGeometry,
  PolygonGeometry,
  MultiPolygonGeometry,
])
export type Geometry = z.infer<typeof Geometry>

/** The smallest upright rectangle around something: [west, south, east, north] in degrees. */
export type Box = readonly [west: number, south: number, east: number, north: number]

/** The polygons of an area, each a list of rings with the outer one first. */
export const polygonsOf = (area: AreaGeometry): Ring[][] =>
  area.type === 'Polygon' ? [area.coordinates] : area.coordinates

/** Every position of a shape, in the order it is written. */
export function positionsOf(shape: Geometry): Position[] {
  if (shape.type === 'Point') return [shape.coordinates]
  if (shape.type === 'LineString') return shape.coordinates
  return polygonsOf(shape).flat(2)
}

/** The box around a shape. */
export function boxOf(shape: Geometry): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lng, lat] of positionsOf(shape)) {
    west = Math.min(west, lng)
    south = Math.min(south, lat)
    east = Math.max(east, lng)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}

/** Whether two boxes share at least a point. */
export const boxesMeet = (a: Box, b: Box): boolean =>
  a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

/** Twice the signed area of a ring in square degrees: positive when it runs anticlockwise. */
export function doubleSignedArea(ring: readonly Position[]): number {
  const origin = ring[0]
  if (origin === undefined) return 0
  let sum = 0
  let [beforeX, beforeY] = [0, 0]
  for (const [lng, lat] of ring) {
    // Relative to the first position: a cell is tiny beside its coordinates, and the digits would be lost.
    const [x, y] = [lng - origin[0], lat - origin[1]]
    sum += beforeX * y - x * beforeY
    beforeX = x
    beforeY = y
  }
  return sum
}

/** The same polygon with its outer ring anticlockwise and its holes clockwise. */
export const orientPolygon = (rings: readonly Ring[]): Ring[] =>
  rings.map((ring, index) => (doubleSignedArea(ring) > 0 === (index === 0) ? ring : [...ring].reverse()))
