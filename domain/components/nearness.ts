/**
 * How far degrees may reach. The database orders points by degrees, in which a metre to the east is longer than a
 * metre to the north; these bounds say what an answer in degrees promises in metres. Not made for the poles or for
 * the 180th meridian.
 */
import type { Box, Position } from '../geography/geometry.ts'

// The shortest degree of a meridian is 110,574 m, at the equator; a degree of a parallel is 111,320 m × cos there.
const metresOfDegree = 110_500
const radians = Math.PI / 180

const shrink = (lat: number): number => Math.cos(Math.min(Math.abs(lat), 89) * radians)

/** A box that holds every point within `metres` of `point`. */
export function boxAround([lng, lat]: Position, metres: number): Box {
  const north = metres / metresOfDegree
  const east = metres / (metresOfDegree * shrink(Math.abs(lat) + north))
  return [lng - east, lat - north, lng + east, lat + north]
}

/** The farthest, in degrees, that a point within `metres` of `point` can lie. */
export function mostDegrees([, lat]: Position, metres: number): number {
  const north = metres / metresOfDegree
  return metres / (metresOfDegree * shrink(Math.abs(lat) + north))
}
