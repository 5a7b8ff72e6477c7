/** Landmarks and addresses of the synthetic county: what people name when they say where something is. */
import { communityOf } from '../area-code.ts'
import type { PlaceIndex } from '../containment.ts'
import type { Position } from '../geometry.ts'
import { createChance, pick } from './chance.ts'
import { type createNames, landmarkKinds } from './names.ts'
import type { SyntheticStreet } from './streets.ts'
import type { Shapes, SyntheticCell, TerritoryPlan } from './territory.ts'

export type SyntheticLandmark = {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly position: Position
  readonly communityCode: string
}

export type SyntheticAddress = {
  readonly key: string
  /** Town, street and door, or town, village, group and door. */
  readonly text: string
  readonly street: string
  readonly door: string
  readonly position: Position
  readonly communityCode: string
}

type Cells = PlaceIndex<SyntheticCell>
/** Names of areas by code. */
export type AreaNames = ReadonlyMap<string, string>

const round = ([lng, lat]: Position): Position => [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7]

/** A place `metres` along the line and `aside` metres to its right; undefined beyond its end. */
function beside(line: readonly Position[], metres: number, aside: number): Position | undefined {
  let left = metres
  for (let index = 1; index < line.length; index++) {
    const [from, to] = [line[index - 1], line[index]]
    if (from === undefined || to === undefined) continue
    const squeeze = Math.cos((from[1] * Math.PI) / 180)
    const [x, y] = [(to[0] - from[0]) * squeeze, to[1] - from[1]]
    // Doors are invented: a flat earth is good enough between two corners.
    const length = Math.hypot(x, y) * 111_320
    if (left > length) {
      left -= length
      continue
    }
    const t = left / length
    const scale = aside / length
    return round([
      from[0] + (to[0] - from[0]) * t + (y * scale) / squeeze,
      from[1] + (to[1] - from[1]) * t - x * scale,
    ])
  }
  return undefined
}

/** Doors along streets: every 40 m one on each side, odd numbers on the left. */
export function streetAddresses(
  streets: readonly SyntheticStreet[],
  names: AreaNames,
  cells: Cells,
): Omit<SyntheticAddress, 'key'>[] {
  return streets
    .filter((street) => street.kind === 'street')
    .flatMap((street) => {
      const found: Omit<SyntheticAddress, 'key'>[] = []
      for (let number = 1, metres = 20; ; metres += 40, number += 2) {
        const doors = [
          { door: number, position: beside(street.line, metres, -14) },
          { door: number + 1, position: beside(street.line, metres, 14) },
        ]
        if (doors[0]?.position === undefined) return found
        for (const { door, position } of doors) {
          const cell = position && cells.find(position)
          if (cell === undefined || position === undefined) continue
          found.push({
            text: `${names.get(street.townCode) ?? ''}${street.name}${door}号`,
            street: street.name,
            door: `${door}号`,
            position,
            communityCode: communityOf(cell.code),
          })
        }
      }
    })
}

/** Doors of villages: groups of houses scattered around the middle of each community outside the seat. */
export function villageAddresses(
  plan: TerritoryPlan,
  shapes: Shapes,
  names: AreaNames,
): Omit<SyntheticAddress, 'key'>[] {
  const { lattice, vertices } = shapes.ground
  const chance = createChance(plan.seed + 50)
  const quarters = new Set(plan.towns.flatMap((town) => town.communities.slice(0, town.quarters)))
  return communitySquares(shapes)
    .filter(({ code }) => !quarters.has(code))
    .flatMap(({ code, squares }) => {
      const village = shortName(names.get(code) ?? '')
      const homes = [1, 2, 3, 4, 5].flatMap((group) => {
        const square = pick(chance, squares)
        const corner = vertices.positionOf(
          vertices.at(square % lattice.width, Math.floor(square / lattice.width)),
        )
        return [1, 2, 3, 4, 5, 6, 7, 8].map((door) => ({ group, door, corner }))
      })
      return homes.map(({ group, door, corner }) => ({
        text: `${names.get(code.slice(0, 9)) ?? ''}${village}${group}组${door}号`,
        street: `${village}${group}组`,
        door: `${door}号`,
        // Off the corner into the square, clear of its borders.
        position: round([
          corner[0] + lattice.stepLng * (0.3 + 0.4 * chance()),
          corner[1] - lattice.stepLat * (0.3 + 0.4 * chance()),
        ]),
        communityCode: code,
      }))
    })
}

/** The squares of each community whose eight neighbours are its own too, so that a spot in them is safely inside. */
function communitySquares({ ground }: Shapes): { code: string; squares: number[] }[] {
  const { lattice, communities, communityCodes } = ground
  const { width } = lattice
  const inner: number[][] = communityCodes.map(() => [])
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1]
  communities.forEach((community, square) => {
    if (community < 0) return
    if (around.every((offset) => communities[square + offset] === community)) inner[community]?.push(square)
  })
  return communityCodes.map((code, index) => ({ code, squares: inner[index] ?? [] }))
}

/** "兰茂社区居民委员会" → "兰茂社区", "大桥村民委员会" → "大桥村". */
export const shortName = (name: string): string => name.replace(/(居民|民)委员会$/, '')

/** Landmarks: the committee of every community, and schools, markets, parks and the like along the streets. */
export function drawLandmarks(
  plan: TerritoryPlan,
  shapes: Shapes,
  streets: readonly SyntheticStreet[],
  names: AreaNames,
  cells: Cells,
  nextName: ReturnType<typeof createNames>,
): SyntheticLandmark[] {
  const chance = createChance(plan.seed + 60)
  const { lattice, vertices } = shapes.ground
  const committees = communitySquares(shapes).map(({ code, squares }) => {
    const square = pick(chance, squares)
    const corner = vertices.positionOf(
      vertices.at(square % lattice.width, Math.floor(square / lattice.width)),
    )
    return {
      name: names.get(code) ?? code,
      kind: 'committee',
      position: round([corner[0] + lattice.stepLng / 2, corner[1] - lattice.stepLat / 2]),
      communityCode: code,
    }
  })
  const inTowns = streets.filter((street) => street.kind === 'street')
  const others = landmarkKinds.flatMap(({ kind, suffix, count }) =>
    Array.from({ length: count }, () => {
      const street = pick(chance, inTowns)
      const length = (street.line.length - 1) * plan.stepMetres
      const position = beside(street.line, length * (0.1 + 0.8 * chance()), chance() < 0.5 ? -30 : 30)
      const cell = position && cells.find(position)
      return cell === undefined || position === undefined
        ? []
        : [{ name: nextName() + suffix, kind, position, communityCode: communityOf(cell.code) }]
    }).flat(),
  )
  return [...committees, ...others].map((it, index) => ({ ...it, key: `landmark-${index + 1}` }))
}
