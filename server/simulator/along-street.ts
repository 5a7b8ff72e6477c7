/** Points along a line, as the components of an invented street stand. */
import type { Position } from '#domain/geography/geometry.ts'

const metresOfDegree = 111_320

type Metres = [x: number, y: number]

/** Metres from the first point; between the corners of a street a flat earth is good enough. */
function toMetres([lng, lat]: Position, [lng0, lat0]: Position): Metres {
  return [(lng - lng0) * metresOfDegree * Math.cos((lat0 * Math.PI) / 180), (lat - lat0) * metresOfDegree]
}

function toPosition([x, y]: Metres, [lng0, lat0]: Position): Position {
  const lng = lng0 + x / (metresOfDegree * Math.cos((lat0 * Math.PI) / 180))
  return [Math.round(lng * 1e7) / 1e7, Math.round((lat0 + y / metresOfDegree) * 1e7) / 1e7]
}

/** Points every `spacing` metres along `line`, `aside` metres to its right and left in turn, beginning at `first`. */
export function pointsAlong(
  line: readonly Position[],
  { spacing, aside, first }: { spacing: number; aside: number; first: number },
): Position[] {
  const points: Position[] = []
  const [origin] = line
  if (!origin) return points
  let next = first
  let walked = 0
  for (let index = 1; index < line.length; index++) {
    const [from, to] = [line[index - 1], line[index]].map((it) => it && toMetres(it, origin))
    if (!from || !to) continue
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    const length = Math.hypot(dx, dy)
    for (; next < walked + length; next += spacing) {
      const part = (next - walked) / length
      const side = points.length % 2 ? aside : -aside
      points.push(
        toPosition(
          [from[0] + dx * part + (dy / length) * side, from[1] + dy * part - (dx / length) * side],
          origin,
        ),
      )
    }
    walked += length
  }
  return points
}
