/**
 * Imports a file of places into the address library: the platform's own table (Excel, CSV) or a survey of points whose attributes bear
 * the names of its columns. The same file imported again changes nothing.
 */
import type { PlaceImportReport } from '#domain/geography/address-contract.ts'
import { neededPlaceColumns } from '#domain/geography/place-delivery.ts'
import { Problem } from '#domain/problem.ts'
import type { TableFile, TableRow } from '#domain/table.ts'
import {
  exportedPlaceColumns,
  importPlaces,
  readSurveyFile,
  streamPlaces,
  toPlaceRow,
} from '#modules/geography/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { digestFile, openTable } from '#platform/tabular/open-table.ts'
import { type WrittenRow, writeTable } from '#platform/tabular/write-table.ts'
import type { ImportOptions } from './import-options.ts'

const csv = (encoding: 'utf-8' | 'gb18030'): TableFile => ({ format: 'csv', encoding, delimiter: ',' })

/** Excel in China writes CSV in GBK, other programs in UTF-8: the whole file is one or the other. */
async function findEncoding(file: string): Promise<TableFile> {
  try {
    const { rows } = await openTable(file, csv('utf-8'), neededPlaceColumns)
    for await (const _ of rows);
    return csv('utf-8')
  } catch (error) {
    if (error instanceof Problem && error.code === 'table.encoding-wrong') return csv('gb18030')
    throw error
  }
}

async function* surveyRows(file: string): AsyncIterable<TableRow> {
  const { features } = await readSurveyFile(file)
  for (const { row, properties, geometry } of features)
    yield { rowNumber: row, columns: properties, geometry }
}

async function rowsOf(file: string): Promise<AsyncIterable<TableRow>> {
  if (/\.(geojson|json|gpkg|shp|zip)$/i.test(file)) return surveyRows(file)
  const written: TableFile = /\.xlsx$/i.test(file)
    ? { format: 'xlsx', headingRow: 1 }
    : await findEncoding(file)
  return (await openTable(file, written, neededPlaceColumns)).rows
}

/** Imports the places in `file`. */
export async function importAddresses(
  house: House,
  actor: Actor,
  file: string,
  { adcode = actor.adcode, isDryRun = false, onProgress }: ImportOptions = {},
): Promise<PlaceImportReport> {
  const rows = await rowsOf(file)
  const { act, database: db, clock } = house
  return importPlaces({
    act,
    actor,
    db,
    adcode,
    now: clock.now(),
    rows,
    digest: await digestFile(file),
    isDryRun,
    onProgress,
  })
}

async function* placeRows(house: House, adcode: string): AsyncIterable<WrittenRow> {
  for await (const it of streamPlaces(house.database, adcode, { state: 'open' })) {
    const point = { type: 'Point', coordinates: it.position }
    yield { columns: toPlaceRow(it), geometry: it.geometry ?? point }
  }
}

/** Writes the places of a county that have not ended, as the import reads them back; streets keep their line in GeoJSON. */
export const exportAddresses = (house: House, adcode: string, file: string): Promise<number> =>
  writeTable(file, exportedPlaceColumns, placeRows(house, adcode))
