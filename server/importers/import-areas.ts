/**
 * Imports a file of areas by its mapping, through geography: an area that is drawn anew ends and begins again on the
 * first day of the delivery; one that is as it was is left alone.
 */
import { isDeepStrictEqual } from 'node:util'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Mapping } from '#domain/exchange/mapping.ts'
import { Reason } from '#domain/exchange/reasons.ts'
import { createRowReader, type ReadRow } from '#domain/exchange/row-reader.ts'
import { AreaCode } from '#domain/geography/area-code.ts'
import { AreaGeometry, orientPolygon } from '#domain/geography/geometry.ts'
import { findSelfCrossing } from '#domain/geography/outline-check.ts'
import type { Finding, ImportReport, TableRow } from '#domain/table.ts'
import { type DeliveredArea, findArea, importAreas as importAreasCommand } from '#modules/geography/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { batchRequestId, importBatches, type RowOutcome } from '#platform/tabular/import-batches.ts'
import { digestFile } from '#platform/tabular/open-table.ts'
import type { ImportOptions } from './import-options.ts'
import { requireFields } from './mapping-files.ts'
import { openMapped } from './open-mapped.ts'

/** The fields of an area that a mapping may fill; its level follows from the length of its code. */
export const areaFields = ['code', 'name'] as const

/** Imports the areas in `file`, valid from `validFrom` (today in China when left out). */
export async function importAreas(
  house: House,
  actor: Actor,
  file: string,
  mapping: Mapping,
  options: ImportOptions & { readonly validFrom?: string | undefined } = {},
): Promise<ImportReport> {
  requireFields(mapping, areaFields)
  const adcode = options.adcode ?? actor.adcode
  const validFrom = options.validFrom ?? chinaDayOf(house.clock.now())
  const digest = await digestFile(file)
  const { rows } = await openMapped(file, mapping)
  return importBatches({
    rows,
    read: createReader(mapping, adcode),
    onProgress: options.onProgress,
    put: async (batch, number) => {
      const areas: DeliveredArea[] = []
      for (const { item } of batch) {
        const before = await findArea(house.database, adcode, item.code, validFrom)
        const isSame = before?.name === item.name && isDeepStrictEqual(before.geometry, item.geometry)
        if (!isSame) areas.push(item)
      }
      if (!options.isDryRun && areas.length) {
        const requestId = batchRequestId(digest, number, [mapping.name, validFrom, areas])
        await house.act(actor, importAreasCommand, { validFrom, areas }, { adcode, requestId })
      }
      return { warned: [], refused: [] }
    },
  })
}

function createReader(mapping: Mapping, adcode: string): (row: TableRow) => RowOutcome<DeliveredArea> {
  const read = createRowReader(mapping, { adcode, keyField: 'code' })
  return (row) => {
    const found = read(row)
    const made = found.refused.length ? { refused: found.refused } : toArea(mapping, adcode, found)
    return 'area' in made
      ? { item: made.area, warned: found.warned, refused: [] }
      : { item: undefined, warned: found.warned, refused: made.refused }
  }
}

/** The same rules as geography's own, asked row by row, so that one bad row does not hold up the rest. */
function toArea(
  mapping: Mapping,
  adcode: string,
  row: ReadRow,
): { area: DeliveredArea } | { refused: Finding[] } {
  const refusal = (field: string, reason: Finding['reason']) => ({
    refused: [{ row: row.rowNumber, column: mapping.fields[field]?.column ?? null, reason }],
  })
  const code = String(row.fields['code'] ?? '')
  const name = String(row.fields['name'] ?? '').trim()
  if (!AreaCode.safeParse(code).success || !code.startsWith(adcode))
    return refusal('code', {
      zh: `“${code}”不是区县 ${adcode} 的 6、9 或 12 位区划代码`,
      en: `"${code}" is no area code of county ${adcode} with 6, 9 or 12 digits`,
    })
  if (name === '') return refusal('name', Reason.missing())
  if (row.geometry === null) return { area: { row: row.rowNumber, code, name, geometry: null } }
  const parsed = AreaGeometry.safeParse(row.geometry)
  if (!parsed.success)
    return refusal('', {
      zh: `区划应是面，而不是 ${row.geometry.type}`,
      en: `an area is a polygon, not a ${row.geometry.type}`,
    })
  const geometry = oriented(parsed.data)
  const crossing = findSelfCrossing(geometry)
  if (crossing)
    return refusal('', {
      zh: `边界在 ${crossing[0]}, ${crossing[1]} 处自相交`,
      en: `the border crosses itself at ${crossing[0]}, ${crossing[1]}`,
    })
  return { area: { row: row.rowNumber, code, name, geometry } }
}

const oriented = (area: AreaGeometry): AreaGeometry =>
  area.type === 'Polygon'
    ? { ...area, coordinates: orientPolygon(area.coordinates) }
    : { ...area, coordinates: area.coordinates.map((it) => orientPolygon(it)) }
