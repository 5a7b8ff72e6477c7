/**
 * Opens a foreign table: CSV, Excel or GeoJSON, written as its mapping says, as a stream of rows. A CSV file of any
 * length is read piece by piece; the other two are read whole and have a limit.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { TableFile } from '#domain/table.ts'
import { TableProblem } from './problems.ts'
import { openCsv } from './read-csv.ts'
import { openGeojson } from './read-geojson.ts'
import { openWorkbook } from './read-workbook.ts'
import type { Table } from './table.ts'

const wholeFileLimitMegabytes = 200

/** Opens the table in `path`; throws when it cannot be read, or lacks one of the `needed` columns. */
export async function openTable(
  path: string,
  file: TableFile,
  needed: readonly string[] = [],
): Promise<Table> {
  const { size } = await sizeOf(path)
  if (file.format !== 'csv' && size > wholeFileLimitMegabytes * 1_048_576)
    throw TableProblem.tooLarge({ file: path, limitMegabytes: wholeFileLimitMegabytes })
  return requireColumns(path, await open(path, file), needed)
}

/** Throws when a table has a column twice, or lacks one of the `needed`. */
export function requireColumns(path: string, table: Table, needed: readonly string[]): Table {
  const twice = table.columns.find((it, index) => table.columns.indexOf(it) !== index)
  if (twice !== undefined) throw TableProblem.columnTwice({ file: path, column: twice })
  const missing = needed.filter((it) => !table.columns.includes(it))
  if (missing.length) throw TableProblem.columnMissing({ file: path, missing, found: table.columns })
  return table
}

const open = (path: string, file: TableFile): Promise<Table> => {
  switch (file.format) {
    case 'csv':
      return openCsv(path, file)
    case 'xlsx':
      return openWorkbook(path, file)
    case 'geojson':
      return openGeojson(path)
    case 'survey':
      throw TableProblem.unreadable({
        file: path,
        reason: '测绘成果只能作为区划或部件导入 / a survey brings areas or components only',
      })
  }
}

async function sizeOf(path: string): Promise<{ size: number }> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw TableProblem.notFound({ file: path })
  return found
}

/** The fingerprint of a file, by which an import sent twice is known again. */
export async function digestFile(path: string): Promise<string> {
  await sizeOf(path)
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}
