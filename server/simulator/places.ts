/**
 * Where reports of the simulated county lie: at its addresses, most of them at a few hot spots. Cells are ranked by
 * chance, those of the seat first, and a curve of the parameters says how much of all the hottest part gets; a part
 * of the reports follows a ranking of their own class, so that each class has hot spots of its own.
 */
import type { Position } from '#domain/geography/geometry.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import { type Chance, drawByCurve, seedOf } from './draw.ts'
import type { SimulatorParameters } from './parameters.ts'

export type SimulatedPlace = {
  readonly text: string
  readonly position: Position
  readonly townCode: string
  readonly communityCode: string
  readonly cellCode: string
}

/** A place for a report of the class named by `key`. */
export type DrawPlace = (chance: Chance, key: string) => SimulatedPlace

type Cell = { readonly code: string; readonly places: readonly SimulatedPlace[] }

/** Makes the drawing of places; the ranking of the cells follows from `seed`. */
export function createPlaces(
  places: readonly SimulatedPlace[],
  { cumulativeShares, seatPull, ownHotSpotsShare }: SimulatorParameters['places'],
  seed: number,
): DrawPlace {
  const seat = places[0] && `${places[0].townCode.slice(0, 6)}001`
  const cells = [...Map.groupBy(places, (it) => it.cellCode)].map(
    ([code, own]): Cell => ({ code, places: own }),
  )
  const isOfSeat = (cell: Cell): boolean => cell.places[0]?.townCode === seat
  const rankings = new Map<string, readonly Cell[]>()
  const rank = (name: string): readonly Cell[] => {
    const known = rankings.get(name)
    if (known) return known
    const chance = createChance(seedOf(seed, name))
    const keyed = cells.map((cell) => ({ cell, key: chance() * (isOfSeat(cell) ? 1 : seatPull) }))
    const ranked = keyed.sort((a, b) => a.key - b.key).map((it) => it.cell)
    rankings.set(name, ranked)
    return ranked
  }
  return (chance, key) => {
    const ranking = rank(chance() < ownHotSpotsShare ? key : 'all classes')
    const cell = ranking[Math.floor(drawByCurve(chance, cumulativeShares) * ranking.length)] ?? ranking[0]
    if (!cell) throw new Error('the simulated county has no addresses')
    return pick(chance, cell.places)
  }
}

/** A little off the door, so that reports of one address do not lie on each other; at most some 15 metres. */
export function nearby(chance: Chance, [lng, lat]: Position): Position {
  const off = (): number => (chance() - 0.5) * 0.00024
  return [Math.round((lng + off()) * 1e7) / 1e7, Math.round((lat + off()) * 1e7) / 1e7]
}
