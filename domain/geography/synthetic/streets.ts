/**
 * Streets of the synthetic county. Those of built-up areas run along cell borders, as the drawing rules want borders to run
 * along streets; country roads join the seat with the other towns.
 */
import { relationTo } from '../containment.ts'
import type { Position } from '../geometry.ts'
import { createChance, noise } from './chance.ts'
import type { createNames } from './names.ts'
import { spotOf } from './regions.ts'
import type { Shapes, TerritoryPlan, TownPlan } from './territory.ts'

export type SyntheticStreet = {
  readonly key: string
  readonly name: string
  readonly kind: 'street' | 'road'
  readonly townCode: string
  readonly line: readonly Position[]
}

type NextName = ReturnType<typeof createNames>

/** All streets and roads; their names come from `nextName`. */
export function drawStreets(plan: TerritoryPlan, shapes: Shapes, nextName: NextName): SyntheticStreet[] {
  const streets = plan.towns.flatMap((town) => [
    ...builtUpStreets(shapes, plan, town, 'column', nextName),
    ...builtUpStreets(shapes, plan, town, 'row', nextName),
  ])
  const roads = plan.towns.slice(1).flatMap((town) => countryRoad(plan, shapes, town, nextName) ?? [])
  return [...streets, ...roads].map((street, index) => ({ ...street, key: `street-${index + 1}` }))
}

type Drawn = Omit<SyntheticStreet, 'key'>

function builtUpStreets(
  { ground }: Shapes,
  plan: TerritoryPlan,
  town: TownPlan,
  direction: 'column' | 'row',
  nextName: NextName,
): Drawn[] {
  const { lattice, vertices, cellSteps, communities } = ground
  const [centreX, centreY] = spotOf(lattice, town.centre)
  const radius = Math.ceil(town.builtUpRadiusMetres / plan.stepMetres)
  // Every fourth border is a street in the seat; small towns have every second one.
  const apart = town.builtUpCellSteps === 1 ? 4 : town.builtUpCellSteps * 2
  const isColumn = direction === 'column'
  const [across, along] = isColumn ? [centreX, centreY] : [centreY, centreX]
  const isBuiltUp = (i: number, j: number) => {
    const square = j * lattice.width + i
    return cellSteps[square] === town.builtUpCellSteps && (communities[square] ?? -1) >= 0
  }
  const streets: Drawn[] = []
  for (let line = Math.ceil((across - radius) / apart) * apart; line < across + radius; line += apart) {
    const steps: number[] = []
    for (let step = Math.floor(along) - radius; step <= along + radius; step++) {
      const beside = isColumn
        ? [isBuiltUp(line - 1, step), isBuiltUp(line, step)]
        : [isBuiltUp(step, line - 1), isBuiltUp(step, line)]
      if (!beside.includes(false)) steps.push(step)
    }
    const [first, last] = [steps[0], steps.at(-1)]
    if (first === undefined || last === undefined || steps.length < 5) continue
    const positions: Position[] = []
    for (let step = first; step <= last + 1; step++)
      positions.push(vertices.positionOf(isColumn ? vertices.at(line, step) : vertices.at(step, line)))
    streets.push({
      name: nextName() + (isColumn ? '路' : '街'),
      kind: 'street',
      townCode: town.code,
      line: positions,
    })
  }
  return streets
}

/** A winding road from the seat to a town; none when it would leave the county. */
function countryRoad(
  plan: TerritoryPlan,
  { outline }: Shapes,
  town: TownPlan,
  nextName: NextName,
): Drawn | undefined {
  const seat = plan.towns[0]?.centre ?? town.centre
  const chance = createChance(Number(town.code))
  const shift = chance() * 100
  const line: Position[] = []
  for (let step = 0; step <= 40; step++) {
    const t = step / 40
    // No winding at the ends, so that the road meets both centres.
    const winding = 0.012 * Math.sin(Math.PI * t) * noise(t * 5, shift, plan.seed)
    line.push([
      Math.round((seat[0] + (town.centre[0] - seat[0]) * t - winding) * 1e7) / 1e7,
      Math.round((seat[1] + (town.centre[1] - seat[1]) * t + winding) * 1e7) / 1e7,
    ])
  }
  if (line.some((position) => relationTo(position, outline) !== 'inside')) return undefined
  return { name: `${nextName()}公路`, kind: 'road', townCode: town.code, line }
}
