/** The field of view of a camera as a shape on the map. */
import type { Position } from '../geography/geometry.ts'
import { moveMetres } from '../geography/measure.ts'

/** How far the drawn field reaches; a sign for the direction, no claim of what can be made out. */
export const wedgeMetres = 60
const stepDegrees = 15

/** A closed ring from the camera along its field; undefined when its direction is not known. */
export function wedgeOf(
  point: Position,
  bearing: number | null,
  angle: number | null,
  metres = wedgeMetres,
): Position[] | undefined {
  if (bearing === null || angle === null) return undefined
  const isWhole = angle >= 360
  const steps = Math.max(1, Math.ceil(angle / stepDegrees))
  const arc = Array.from({ length: steps + 1 }, (_, step) =>
    moveMetres(point, (bearing - angle / 2 + (angle * step) / steps + 720) % 360, metres),
  )
  const [first = point] = arc
  return isWhole ? [...arc.slice(0, -1), first] : [point, ...arc, point]
}
