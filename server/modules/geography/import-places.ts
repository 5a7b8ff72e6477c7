/**
 * Carries a table of places into the library in batches, or only judges it. A code that stands in two rows is refused in the second,
 * however far apart they are; rows that are refused keep nothing else out.
 */

import type { PlaceImportReport } from '#domain/geography/address-contract.ts'
import { type DeliveredPlace, placeColumns, toDeliveredPlace } from '#domain/geography/place-delivery.ts'
import type { TableRow } from '#domain/table.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import {
  batchRequestId,
  type ImportProgress,
  importBatches,
  type RowOutcome,
} from '#platform/tabular/import-batches.ts'
import { putPlaces } from './commands/put-places.ts'
import { judgePlaces } from './judge-places.ts'
import { refreshPlaceStatistics } from './queries/refresh-place-statistics.ts'

export type PlaceImport = {
  readonly act: Act
  readonly actor: Actor
  readonly db: Database
  readonly adcode: string
  readonly now: Date
  readonly rows: AsyncIterable<TableRow>
  /** The fingerprint of the file, by which a table sent twice is known again. */
  readonly digest: string
  readonly isDryRun: boolean
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined
  /** How many rows an act takes; a thousand where it is not said. */
  readonly rowsOfBatch?: number | undefined
  /** Hears of each batch that is done: the row it ends with, and how many of its rows were accepted. */
  readonly onBatch?: ((batch: { readonly lastRow: number; readonly accepted: number }) => void) | undefined
}

/** Fewer are left to the database's own housekeeping. */
const manyRows = 500

/** A long import looks its rows up among what it has put: the database must know how many these are by now. */
const rowsBetween = 25_000

/** Reads rows into places; remembers which row a code stood in first. */
function createReader(): (row: TableRow) => RowOutcome<DeliveredPlace> {
  const rowOfCode = new Map<string, number>()
  return (row) => {
    const read = toDeliveredPlace(row)
    if (Array.isArray(read)) return { item: undefined, warned: [], refused: read }
    const first = read.code === null ? undefined : rowOfCode.get(read.code)
    if (first !== undefined) {
      const reason = {
        zh: `编码“${read.code}”已在第 ${first} 行`,
        en: `the code ${read.code} stands in row ${first} already`,
      }
      return { item: undefined, warned: [], refused: [{ row: read.row, column: placeColumns.code, reason }] }
    }
    if (read.code !== null) rowOfCode.set(read.code, read.row)
    return { item: read, warned: [], refused: [] }
  }
}

/** Imports a table and tells what became of every row. */
export async function importPlaces(it: PlaceImport): Promise<PlaceImportReport> {
  const counts = { added: 0, changed: 0, unchanged: 0 }
  let sinceRefresh = rowsBetween
  const report = await importBatches<DeliveredPlace>({
    rows: it.rows,
    read: createReader(),
    put: async (batch, number) => {
      const items = batch.map(({ item }) => item)
      const judged = it.isDryRun
        ? await judgePlaces(it, items).then((one) => ({
            ...one,
            added: one.fresh.length,
            changed: one.changed.length,
          }))
        : await it.act(
            it.actor,
            putPlaces,
            { items },
            { adcode: it.adcode, requestId: batchRequestId(it.digest, number, items) },
          )
      sinceRefresh += items.length
      if (!it.isDryRun && sinceRefresh >= rowsBetween) {
        sinceRefresh = 0
        await refreshPlaceStatistics(it.db)
      }
      counts.added += judged.added
      counts.changed += judged.changed
      counts.unchanged += judged.unchanged
      const refusedRows = new Set(judged.refused.map(({ row }) => row))
      it.onBatch?.({ lastRow: batch.at(-1)?.row ?? 0, accepted: items.length - refusedRows.size })
      return { warned: judged.warned, refused: judged.refused }
    },
    onProgress: it.onProgress,
    rowsOfBatch: it.rowsOfBatch,
  })
  if (!it.isDryRun && counts.added + counts.changed >= manyRows) await refreshPlaceStatistics(it.db)
  return { ...report, ...counts }
}
