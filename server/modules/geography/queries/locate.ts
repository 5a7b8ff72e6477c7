/** What a point lies in: the one question that every report asks. */
import type { z } from 'zod'
import { chinaDayOf, chinaTimeOf } from '#domain/china-time.ts'
import { communityOf, townOf } from '#domain/geography/area-code.ts'
import type { LocationView, locateEndpoint } from '#domain/geography/contract.ts'
import { toCgcs2000 } from '#domain/geography/datum.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { type Hours, hoursHold } from '#domain/geography/no-report-zone.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Responsibility } from '#domain/geography/responsibility.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { type DayTerritory, territoryOn } from '../territory-memory.ts'
import type { AreaClass, LoadedGrid } from './load-territory.ts'

export type NamedArea = { code: string; name: string }

export type Location = {
  town: NamedArea | null
  community: NamedArea | null
  /** Null where the county has an outline but no unit grids there. */
  cell: { code: string; areaClass: AreaClass } | null
  responsibilities: Responsibility[]
}

/** A day, or the instant whose day in China is meant. */
export type When = Date | string

const dayOf = (at: When): string => (typeof at === 'string' ? at : chinaDayOf(at))

const toResponsibility = (grid: LoadedGrid): Responsibility => ({
  layer: grid.layer,
  code: grid.code,
  name: grid.name,
  ...(grid.organisationId === null ? {} : { organisationId: grid.organisationId }),
  staff: grid.staff,
})

/**
 * Where a point (CGCS2000 degrees) lies in a county on a day; undefined when it lies outside. On a shared edge the smallest
 * code wins.
 */
export async function locate(
  db: Database,
  adcode: string,
  point: Position,
  at: When,
): Promise<Location | undefined> {
  return locateIn(await territoryOn(db, adcode, dayOf(at)), point)
}

function locateIn(territory: DayTerritory, point: Position): Location | undefined {
  const named = (code: string | undefined): NamedArea | null =>
    code === undefined ? null : { code, name: territory.names.get(code) ?? code }
  const cell = territory.cells.find(point)
  if (cell !== undefined)
    return {
      town: named(townOf(cell.code)),
      community: named(communityOf(cell.code)),
      cell: { code: cell.code, areaClass: cell.areaClass },
      responsibilities: territory.responsibilitiesOf(cell.code).map(toResponsibility),
    }
  // A county without grids, or a gap between them, is still answered by its areas.
  const community = territory.communities.find(point)
  const town = territory.towns.find(point)
  if (community === undefined && town === undefined && territory.county.find(point) === undefined)
    return undefined
  return {
    town: named(community === undefined ? town?.code : townOf(community.code)),
    community: named(community?.code),
    cell: null,
    responsibilities: [],
  }
}

/** Where many points lie, in their order: one look at the county for all of them. */
export async function locateMany(
  db: Database,
  adcode: string,
  points: readonly Position[],
  at: When,
): Promise<(Location | undefined)[]> {
  const territory = await territoryOn(db, adcode, dayOf(at))
  return points.map((point) => locateIn(territory, point))
}

/** The responsibility grids of one unit grid on a day. */
export async function listResponsibilitiesOfCell(
  db: Database,
  adcode: string,
  cellCode: string,
  at: When,
): Promise<Responsibility[]> {
  const territory = await territoryOn(db, adcode, dayOf(at))
  return territory.responsibilitiesOf(cellCode).map(toResponsibility)
}

export type NoReportZone = { id: string; name: string; reason: string; hours: Hours[] }

/** The no-report zones that hold at a point and an instant; collectors are warned of them before they report. */
export async function findNoReportZones(
  db: Database,
  adcode: string,
  point: Position,
  at: Date,
): Promise<NoReportZone[]> {
  const { onDate, time } = chinaTimeOf(at)
  const territory = await territoryOn(db, adcode, onDate)
  return territory.zones
    .findAll(point)
    .filter((zone) => hoursHold(zone.hours, time))
    .map(({ code, name, reason, hours }) => ({ id: code, name, reason, hours }))
}

type Input = z.output<typeof locateEndpoint.query>

/** The query behind the map's "where is this". */
export const locatePlace: Query<Input, LocationView> = {
  name: 'place.locate',
  async run({ actor, db, now }, { lng, lat, datum, onDate }) {
    const position = toCgcs2000([lng, lat], datum)
    const found = await locate(db, actor.adcode, position, onDate ?? now)
    if (found === undefined) throw GeographyProblem.outsideCounty({ adcode: actor.adcode, position })
    return { position, ...found, noReportZones: await findNoReportZones(db, actor.adcode, position, now) }
  },
}
