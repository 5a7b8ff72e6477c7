/** The SQL that writes geography's tables, and the rows it makes of nouns. */

import { communityOf, townOf } from '#domain/geography/area-code.ts'
import { type AreaGeometry, boxOf, type Geometry } from '#domain/geography/geometry.ts'
import type { Hours } from '#domain/geography/no-report-zone.ts'
import type { StaffMember } from '#domain/geography/responsibility.ts'
import type { Validity } from '#domain/geography/validity.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'

export type NewArea = Validity & {
  code: string
  level: string
  kind: string
  name: string
  parentCode: string | null
  isVirtual: boolean
  geometry: AreaGeometry | null
  synthetic: boolean
}

export type NewCell = Validity & {
  code: string
  areaClass: string
  name?: string | null
  squareMetres: number
  geometry: AreaGeometry
  synthetic: boolean
}

export type NewResponsibility = Validity & {
  layer: string
  code: string
  name: string
  organisationId: string | null
  staff: readonly StaffMember[]
  geometry: AreaGeometry
  synthetic: boolean
}

export type NewMember = Validity & { layer: string; gridCode: string; cellCode: string }

export type NewNoReportZone = Validity & {
  id: string
  name: string
  reason: string
  geometry: AreaGeometry
  hours: readonly Hours[]
  synthetic: boolean
}

const boxColumns = (geometry: Geometry) => {
  const [west, south, east, north] = boxOf(geometry)
  return { west, south, east, north }
}
const noBox = { west: null, south: null, east: null, north: null }
const validityColumns = ({ validFrom, validTo }: Validity) => ({ valid_from: validFrom, valid_to: validTo })

/** Counts a redrawing, so that every process forgets the county's shapes it holds. */
export function writeRedrawing(write: RowWrites, adcode: string, at: Date, redrawn: number): void {
  write.upsert('geography.territories', ['adcode'], { adcode, redrawn, redrawn_at: at })
}

/** Writes areas; one that begins on the same day is brought up to date. */
export function writeAreas(write: RowWrites, adcode: string, areas: readonly NewArea[]): void {
  write.upsert(
    'geography.areas',
    ['adcode', 'code', 'valid_from'],
    areas.map((it) => ({
      adcode,
      code: it.code,
      level: it.level,
      kind: it.kind,
      name: it.name,
      parent_code: it.parentCode,
      is_virtual: it.isVirtual,
      geometry: it.geometry,
      ...(it.geometry === null ? noBox : boxColumns(it.geometry)),
      synthetic: it.synthetic,
      ...validityColumns(it),
    })),
  )
}

/** Writes new unit grids. */
export function writeCells(write: RowWrites, adcode: string, cells: readonly NewCell[]): void {
  write.insert(
    'geography.unit_grids',
    cells.map((it) => ({
      adcode,
      code: it.code,
      community_code: communityOf(it.code),
      town_code: townOf(it.code),
      area_class: it.areaClass,
      name: it.name ?? null,
      square_metres: it.squareMetres,
      geometry: it.geometry,
      ...boxColumns(it.geometry),
      synthetic: it.synthetic,
      ...validityColumns(it),
    })),
  )
}

/** Ends unit grids: `validTo` is the first day on which they no longer hold. */
export function writeCellEnds(
  write: RowWrites,
  adcode: string,
  codes: readonly string[],
  validTo: string,
): void {
  write.updateMany(
    'geography.unit_grids',
    ['adcode', 'code'],
    codes.map((code) => ({ adcode, code, valid_to: validTo })),
  )
}

/** Changes the area class of unit grids. */
export function writeCellClasses(
  write: RowWrites,
  adcode: string,
  cells: readonly { code: string; areaClass: string }[],
): void {
  write.updateMany(
    'geography.unit_grids',
    ['adcode', 'code'],
    cells.map((it) => ({ adcode, code: it.code, area_class: it.areaClass })),
  )
}

/** Changes unit grids that stay on their ground: class, name, and another node on a border. */
export function writeCellChanges(
  write: RowWrites,
  adcode: string,
  cells: readonly { code: string; areaClass: string; name: string | null; geometry: AreaGeometry }[],
): void {
  write.updateMany(
    'geography.unit_grids',
    ['adcode', 'code'],
    cells.map((it) => ({
      adcode,
      code: it.code,
      area_class: it.areaClass,
      name: it.name,
      geometry: it.geometry,
      ...boxColumns(it.geometry),
    })),
  )
}

/** Ends areas that began on a day; `validTo` is the first day on which they no longer hold. */
export function writeAreaEnds(
  write: RowWrites,
  adcode: string,
  areas: readonly { code: string; validFrom: string }[],
  validTo: string,
): void {
  write.updateMany(
    'geography.areas',
    ['adcode', 'code', 'valid_from'],
    areas.map((it) => ({ adcode, code: it.code, valid_from: it.validFrom, valid_to: validTo })),
  )
}

/** Ends memberships of cells in responsibility grids. */
export function writeMemberEnds(
  write: RowWrites,
  adcode: string,
  members: readonly { layer: string; cellCode: string; validFrom: string }[],
  validTo: string,
): void {
  write.updateMany(
    'geography.responsibility_members',
    ['adcode', 'layer', 'cell_code', 'valid_from'],
    members.map((it) => ({
      adcode,
      layer: it.layer,
      cell_code: it.cellCode,
      valid_from: it.validFrom,
      valid_to: validTo,
    })),
  )
}

/** Writes the layers of responsibility grids in the order in which people see them. */
export function writeLayers(
  write: RowWrites,
  adcode: string,
  layers: readonly { layer: string; zh: string; en: string }[],
): void {
  write.upsert(
    'geography.responsibility_layers',
    ['adcode', 'layer'],
    layers.map((it, rank) => ({ adcode, layer: it.layer, name_zh: it.zh, name_en: it.en, rank })),
  )
}

/** Writes responsibility grids; one that begins on the same day is brought up to date. */
export function writeResponsibilities(
  write: RowWrites,
  adcode: string,
  grids: readonly NewResponsibility[],
): void {
  write.upsert(
    'geography.responsibility_grids',
    ['adcode', 'layer', 'code', 'valid_from'],
    grids.map((it) => ({
      adcode,
      layer: it.layer,
      code: it.code,
      name: it.name,
      organisation_id: it.organisationId,
      staff: it.staff,
      geometry: it.geometry,
      ...boxColumns(it.geometry),
      synthetic: it.synthetic,
      ...validityColumns(it),
    })),
  )
}

/** Redraws responsibility grids whose members changed. */
export function writeResponsibilityShapes(
  write: RowWrites,
  adcode: string,
  grids: readonly { layer: string; code: string; validFrom: string; geometry: AreaGeometry }[],
): void {
  write.updateMany(
    'geography.responsibility_grids',
    ['adcode', 'layer', 'code', 'valid_from'],
    grids.map((it) => ({
      adcode,
      layer: it.layer,
      code: it.code,
      valid_from: it.validFrom,
      geometry: it.geometry,
      ...boxColumns(it.geometry),
    })),
  )
}

/** Ends responsibility grids: `validTo` is the first day on which they no longer hold. */
export function writeResponsibilityEnds(
  write: RowWrites,
  adcode: string,
  grids: readonly { layer: string; code: string; validFrom: string }[],
  validTo: string,
): void {
  write.updateMany(
    'geography.responsibility_grids',
    ['adcode', 'layer', 'code', 'valid_from'],
    grids.map((it) => ({
      adcode,
      layer: it.layer,
      code: it.code,
      valid_from: it.validFrom,
      valid_to: validTo,
    })),
  )
}

/** Ends a no-report zone. */
export function writeNoReportZoneEnd(write: RowWrites, adcode: string, id: string, validTo: string): void {
  write.update('geography.no_report_zones', { adcode, id }, { valid_to: validTo })
}

/** Writes which cells belong to which responsibility grids. */
export function writeMembers(write: RowWrites, adcode: string, members: readonly NewMember[]): void {
  write.upsert(
    'geography.responsibility_members',
    ['adcode', 'layer', 'cell_code', 'valid_from'],
    members.map((it) => ({
      adcode,
      layer: it.layer,
      cell_code: it.cellCode,
      grid_code: it.gridCode,
      ...validityColumns(it),
    })),
  )
}

/** Writes no-report zones. */
export function writeNoReportZones(
  write: RowWrites,
  adcode: string,
  zones: readonly NewNoReportZone[],
): void {
  write.insert(
    'geography.no_report_zones',
    zones.map((it) => ({
      adcode,
      id: it.id,
      name: it.name,
      reason: it.reason,
      geometry: it.geometry,
      ...boxColumns(it.geometry),
      hours: it.hours,
      synthetic: it.synthetic,
      ...validityColumns(it),
    })),
  )
}
