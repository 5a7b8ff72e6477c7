/**
 * Lays the synthetic territory for the demonstration county: areas, unit grids with a past, responsibility grids, streets,
 * landmarks, addresses and no-report zones, all in one act. A county that has unit grids is left alone.
 */
import { dissolve } from '#domain/geography/dissolve.ts'
import type { AreaGeometry } from '#domain/geography/geometry.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import { responsibilityLayers, type StaffMember } from '#domain/geography/responsibility.ts'
import { planSongming } from '#domain/geography/synthetic/songming-plan.ts'
import { drawTerritory, type SyntheticTerritory } from '#domain/geography/synthetic/synthetic-territory.ts'
import type { Command } from '#platform/act.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { newId } from '#platform/ids.ts'
import { announceRedrawing } from '../announce-redrawing.ts'
import { readSongmingAreas, type ShippedArea } from '../areas-folder.ts'
import { type NewPlace, writeNewPlaces } from '../place-store.ts'
import { findCells } from '../queries/list-cells.ts'
import * as store from '../store.ts'

export type SeedTerritory = {
  /** The first day of areas and grids. */
  validFrom: string
  /** The day on which some cells were joined, so that the grids have a past. */
  redrawnOn: string
  /** Who holds a responsibility grid, by `layer/code` (`cleaning/cleaning-01`) or by layer for all of its grids. */
  organisations?: Readonly<Record<string, string>> | undefined
  /** The people of a responsibility grid instead of invented ones, by `layer/code`. */
  staff?: Readonly<Record<string, readonly StaffMember[]>> | undefined
}

type Seeded = { areas: number; cells: number; responsibilities: number; places: number }

export const seedTerritory: Command<SeedTerritory, Seeded> = {
  name: 'area.seed-territory',
  permission: 'area.manage',
  async run(context, input) {
    const { db, adcode, actor, now, write } = context
    const shipped = readSongmingAreas()
    const codes = shipped.filter((it) => it.level === 'community').map((it) => it.code)
    const plan = planSongming(codes, input.validFrom)
    if (plan.adcode !== adcode) throw GeographyProblem.areaNotFound({ code: adcode })
    if ((await findCells(db, adcode, adcode, input.redrawnOn)).length > 0)
      throw GeographyProblem.territoryExists({ adcode })
    const names = new Map(shipped.map((it) => [it.code, it.name]))
    const territory = drawTerritory(plan, names, input.redrawnOn)
    const areas = toAreas(shipped, territory, input.validFrom)
    store.writeAreas(write, adcode, areas)
    store.writeCells(
      write,
      adcode,
      territory.cells.map((it) => ({ ...it, synthetic: true })),
    )
    writeResponsibilities(write, adcode, territory, input)
    store.writeNoReportZones(
      write,
      adcode,
      territory.noReportZones.map((it) => ({ ...it, id: newId(), synthetic: true })),
    )
    const places = toPlaces(territory, names)
    writeNewPlaces(write, { adcode, actor, at: now, command: 'area.seed-territory' }, places)
    await announceRedrawing(context, { what: 'territory', validFrom: input.validFrom })
    return {
      areas: areas.length,
      cells: territory.cells.length,
      responsibilities: territory.responsibilities.length,
      places: places.length,
    }
  },
}

function toAreas(
  shipped: readonly ShippedArea[],
  territory: SyntheticTerritory,
  validFrom: string,
): store.NewArea[] {
  const shapes = new Map<string, AreaGeometry>([
    [territory.adcode, territory.outline],
    ...[...territory.towns, ...territory.communities].map((it) => [it.code, it.geometry] as const),
  ])
  return shipped.map((it) => ({
    code: it.code,
    level: it.level,
    kind: it.kind,
    name: it.name,
    parentCode: it.parent,
    isVirtual: it.kind === 'virtual' || it.kind === 'zone',
    geometry: shapes.get(it.code) ?? null,
    synthetic: shapes.has(it.code),
    validFrom,
    validTo: null,
  }))
}

function writeResponsibilities(
  write: RowWrites,
  adcode: string,
  territory: SyntheticTerritory,
  { validFrom, organisations = {}, staff = {} }: SeedTerritory,
): void {
  const cells = new Map(territory.cells.map((it) => [it.code, it]))
  store.writeLayers(write, adcode, responsibilityLayers)
  store.writeResponsibilities(
    write,
    adcode,
    territory.responsibilities.map((it) => ({
      layer: it.layer,
      code: it.code,
      name: it.name,
      organisationId: organisations[`${it.layer}/${it.code}`] ?? organisations[it.layer] ?? null,
      staff: staff[`${it.layer}/${it.code}`] ?? it.staff,
      geometry: dissolve(
        it.cells.flatMap((code) => {
          const cell = cells.get(code)
          return cell?.validTo === null ? [cell.geometry] : []
        }),
      ),
      synthetic: true,
      validFrom,
      validTo: null,
    })),
  )
  store.writeMembers(
    write,
    adcode,
    territory.responsibilities.flatMap((it) =>
      it.cells.map((cellCode) => ({
        layer: it.layer,
        gridCode: it.code,
        cellCode,
        validFrom: cells.get(cellCode)?.validFrom ?? validFrom,
        validTo: cells.get(cellCode)?.validTo ?? null,
      })),
    ),
  )
}

function toPlaces(territory: SyntheticTerritory, names: ReadonlyMap<string, string>): NewPlace[] {
  const townOf = (code: string) => names.get(code.slice(0, 9)) ?? ''
  return [
    ...territory.streets.map(
      (it): NewPlace => ({
        id: newId(),
        kind: 'street',
        name: it.name,
        fullText: it.kind === 'road' ? it.name : townOf(it.townCode) + it.name,
        townCode: it.townCode,
        communityCode: null,
        position: it.line[Math.floor(it.line.length / 2)] ?? [0, 0],
        geometry: { type: 'LineString', coordinates: [...it.line] },
        properties: { kind: it.kind, townCode: it.townCode },
        synthetic: true,
      }),
    ),
    ...territory.landmarks.map(
      (it): NewPlace => ({
        id: newId(),
        kind: 'landmark',
        name: it.name,
        fullText: it.name,
        communityCode: it.communityCode,
        position: it.position,
        geometry: null,
        properties: { kind: it.kind, communityCode: it.communityCode },
        synthetic: true,
      }),
    ),
    ...territory.addresses.map(
      (it): NewPlace => ({
        id: newId(),
        kind: 'address',
        name: it.street + it.door,
        fullText: it.text,
        communityCode: it.communityCode,
        position: it.position,
        geometry: null,
        properties: {},
        synthetic: true,
      }),
    ),
  ]
}
