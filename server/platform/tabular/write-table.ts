/**
 * Writes rows of ours to a file for other programs: CSV (RFC 4180) with a byte order
 * mark (Excel needs it), Excel, or GeoJSON. No text becomes a formula in a table program.
 */
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import ExcelJS from 'exceljs'
import { toInert } from '#domain/inert-text.ts'
import type { Cell } from '#domain/table.ts'
import { breathing } from '../threads/breathing.ts'
import { TableProblem } from './problems.ts'

export type WrittenRow = { readonly columns: Readonly<Record<string, Cell>>; readonly geometry?: unknown }

/** Writes `rows` to `path`, in the form its ending names, and gives their number. The file appears when it is whole. */
export async function writeTable(
  path: string,
  columns: readonly string[],
  rows: AsyncIterable<WrittenRow>,
): Promise<number> {
  const write = writerFor(path)
  const unfinished = `${path}.part`
  try {
    const count = await write(unfinished, columns, rows)
    await rename(unfinished, path)
    return count
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

type Writer = (path: string, columns: readonly string[], rows: AsyncIterable<WrittenRow>) => Promise<number>

function writerFor(path: string): Writer {
  if (path.endsWith('.csv')) return writeCsv
  if (path.endsWith('.xlsx')) return writeWorkbook
  if (path.endsWith('.geojson')) return writeGeojson
  throw TableProblem.writtenAs({ file: path })
}

const writeCsv: Writer = async (path, columns, rows) => {
  let count = 0
  const lines = async function* (): AsyncIterable<Cell[]> {
    for await (const row of breathing(rows)) {
      count += 1
      yield columns.map((column) => toInert(row.columns[column] ?? null))
    }
  }
  const text = stringify({
    header: true,
    columns: [...columns],
    bom: true,
    cast: { boolean: String },
    record_delimiter: 'windows',
  })
  await pipeline(lines, text, createWriteStream(path))
  return count
}

const writeWorkbook: Writer = async (path, columns, rows) => {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: false })
  const sheet = workbook.addWorksheet('Sheet1')
  sheet.addRow([...columns]).commit()
  let count = 0
  for await (const row of breathing(rows)) {
    count += 1
    sheet.addRow(columns.map((column) => toInert(row.columns[column] ?? null))).commit()
  }
  sheet.commit()
  await workbook.commit()
  return count
}

const writeGeojson: Writer = async (path, columns, rows) => {
  let count = 0
  const text = async function* (): AsyncIterable<string> {
    yield '{"type":"FeatureCollection","features":['
    for await (const row of breathing(rows)) {
      const properties = Object.fromEntries(columns.map((column) => [column, row.columns[column] ?? null]))
      const feature = { type: 'Feature', properties, geometry: row.geometry ?? null }
      yield `${count === 0 ? '' : ','}\n${JSON.stringify(feature)}`
      count += 1
    }
    yield '\n]}\n'
  }
  await pipeline(text, createWriteStream(path))
  return count
}
