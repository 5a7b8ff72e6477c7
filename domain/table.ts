/**
 * What every import shares: the rows of a foreign file before anything is believed of them, how such a file says it
 * is written, and what was found in it. A row number counts records with the heading as row 1, as a spreadsheet
 * shows it; a GeoJSON file has no heading, so its first feature is row 1.
 */
import { z } from 'zod'
import type { Sentence } from './problem.ts'

/** The schema of a sentence in every language of the product, for what is stored or read from files. */
export const SentenceText = z.object({ zh: z.string(), en: z.string() })

/** One value of a foreign table; text is as delivered, never trimmed or converted on the way in. */
export type Cell = string | number | boolean | null

/** One record of a foreign table. */
export type TableRow = {
  readonly rowNumber: number
  readonly columns: Readonly<Record<string, Cell>>
  /** The geometry of a GeoJSON feature, unchecked and in the datum of its file. */
  readonly geometry?: unknown
  /** Why the record is broken, where it is: then its columns mean nothing. */
  readonly broken?: Sentence
}

/** How a foreign file is written. Stated by its mapping and never guessed from the bytes. */
export const TableFile = z.discriminatedUnion('format', [
  z.strictObject({
    format: z.literal('csv'),
    encoding: z.enum(['utf-8', 'gbk', 'gb18030', 'big5', 'windows-1252']),
    delimiter: z.string().min(1).max(2).default(','),
  }),
  z.strictObject({
    format: z.literal('xlsx'),
    /** The name of the sheet; the first one when it is not named. */
    sheet: z.string().optional(),
    /** The row that holds the names of the columns. */
    headingRow: z.int().positive().default(1),
  }),
  z.strictObject({ format: z.literal('geojson') }),
  z.strictObject({
    /** A Shapefile with its parts beside it, a GeoPackage, or a zip of either; it names its own coordinate system. */
    format: z.literal('survey'),
    /** The layer of a GeoPackage that has several. */
    layer: z.string().optional(),
  }),
])
export type TableFile = z.infer<typeof TableFile>

/** Something that an import tells about one row: a warning, or why the row was refused. */
export const Finding = z.object({
  row: z.int().nonnegative(),
  /** The foreign column, or null when it is about the whole row. */
  column: z.string().nullable(),
  reason: SentenceText,
})
export type Finding = z.infer<typeof Finding>

/** How an import ended. `accepted` counts rows that stand in the database now, also those that already did. */
export const ImportReport = z.object({
  read: z.int(),
  accepted: z.int(),
  warned: z.array(Finding),
  refused: z.array(Finding),
})
export type ImportReport = z.infer<typeof ImportReport>
