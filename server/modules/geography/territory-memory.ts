/**
 * Each county's shapes, held in memory to answer points without asking the database. Loaded when first asked for; forgotten
 * when the county is redrawn, which every process notices by a counter that it looks at once a second at most.
 */
import { createPlaceIndex, type PlaceIndex } from '#domain/geography/containment.ts'
import { isValidOn, type Validity } from '#domain/geography/validity.ts'
import { steadyMilliseconds } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Listener } from '#platform/relay/relay.ts'
import {
  countRedrawings,
  type LoadedArea,
  type LoadedCell,
  type LoadedGrid,
  type LoadedMember,
  type LoadedTerritory,
  type LoadedZone,
  loadTerritory,
} from './queries/load-territory.ts'

type WithShape<T extends { geometry: unknown }> = T & { geometry: NonNullable<T['geometry']> }

/** A county as it is on one day. */
export type DayTerritory = {
  readonly county: PlaceIndex<WithShape<LoadedArea>>
  readonly towns: PlaceIndex<WithShape<LoadedArea>>
  readonly communities: PlaceIndex<WithShape<LoadedArea>>
  readonly cells: PlaceIndex<LoadedCell>
  readonly zones: PlaceIndex<LoadedZone>
  readonly names: ReadonlyMap<string, string>
  /** The responsibility grids of a cell, in the order of the layers. */
  responsibilitiesOf(cellCode: string): LoadedGrid[]
}

type Held = {
  readonly redrawn: number
  readonly territory: LoadedTerritory
  /** The days on which anything begins or ends, in order: between two of them nothing changes. */
  readonly turns: readonly string[]
  readonly days: Map<string, DayTerritory>
}

type Entry = { held: Promise<Held>; checkedAt: number }

const checkEveryMs = 1000
const mostDays = 6
const memories = new WeakMap<Database, Map<string, Entry>>()

function memoryOf({ house: db }: Database): Map<string, Entry> {
  const known = memories.get(db)
  if (known !== undefined) return known
  const made = new Map<string, Entry>()
  memories.set(db, made)
  return made
}

async function load(db: Database, adcode: string): Promise<Held> {
  // The counter is read first: a redrawing in between makes the next look load again, never miss one.
  const redrawn = await countRedrawings(db, adcode)
  const territory = await loadTerritory(db, adcode)
  const dated: Validity[] = Object.values(territory).flat()
  const turns = [...new Set(dated.flatMap((it) => [it.validFrom, it.validTo ?? '']))].filter(Boolean).sort()
  return { redrawn, territory, turns, days: new Map() }
}

async function findHeld({ house: db }: Database, adcode: string): Promise<Held> {
  const memory = memoryOf(db)
  const entry = memory.get(adcode)
  const now = steadyMilliseconds()
  if (entry !== undefined) {
    if (now - entry.checkedAt < checkEveryMs) return entry.held
    const held = await entry.held
    if ((await countRedrawings(db, adcode)) === held.redrawn) {
      entry.checkedAt = now
      return held
    }
  }
  const fresh = { held: load(db, adcode), checkedAt: now }
  memory.set(adcode, fresh)
  try {
    const held = await fresh.held
    // A county without shapes is not remembered, so that its first drawing shows at once.
    if (held.redrawn === 0) memory.delete(adcode)
    return held
  } catch (error) {
    memory.delete(adcode)
    throw error
  }
}

/** The county on a day (`YYYY-MM-DD`). */
export async function territoryOn(db: Database, adcode: string, onDate: string): Promise<DayTerritory> {
  const held = await findHeld(db, adcode)
  const turn = held.turns.findLast((day) => day <= onDate) ?? ''
  const known = held.days.get(turn)
  if (known !== undefined) return known
  const made = arrange(held.territory, onDate)
  const [oldest] = held.days.keys()
  if (held.days.size >= mostDays && oldest !== undefined) held.days.delete(oldest)
  held.days.set(turn, made)
  return made
}

function arrange(territory: LoadedTerritory, onDate: string): DayTerritory {
  const valid = <T extends Validity>(list: readonly T[]): T[] => list.filter((it) => isValidOn(it, onDate))
  const areas = valid(territory.areas)
  const drawn = (level: string) =>
    areas.filter((it): it is WithShape<LoadedArea> => it.level === level && it.geometry !== null)
  const grids = new Map(valid(territory.grids).map((it, rank) => [`${it.layer}/${it.code}`, { it, rank }]))
  let byCell: Map<string, LoadedMember[]> | undefined
  return {
    county: createPlaceIndex(drawn('county')),
    towns: createPlaceIndex(drawn('town')),
    communities: createPlaceIndex(drawn('community')),
    cells: createPlaceIndex(valid(territory.cells)),
    zones: createPlaceIndex(valid(territory.zones)),
    names: new Map(areas.map((it) => [it.code, it.name])),
    responsibilitiesOf(cellCode) {
      byCell ??= Map.groupBy(valid(territory.members), (it) => it.cellCode)
      return (byCell.get(cellCode) ?? [])
        .flatMap((member) => grids.get(`${member.layer}/${member.gridCode}`) ?? [])
        .sort((a, b) => a.rank - b.rank)
        .map(({ it }) => it)
    },
  }
}

/** Forgets a county as soon as this process hears that it was redrawn. */
export const forgetWhenRedrawn =
  (db: Database): Listener =>
  (announcements) => {
    for (const it of announcements) if (it.name === 'area.redrawn') memoryOf(db).delete(it.adcode)
  }

/** Forgets every county, for a test that writes past the commands. */
export const forgetTerritories = (db: Database): void => memoryOf(db).clear()
