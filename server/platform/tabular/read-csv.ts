/** CSV, plain or gzipped, in the stated encoding; a wrong byte is an error, never a replacement sign. */
import { createReadStream } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { Problem } from '#domain/problem.ts'
import type { TableFile, TableRow } from '#domain/table.ts'
import { TableProblem } from './problems.ts'
import type { Table } from './table.ts'

type CsvFile = Extract<TableFile, { format: 'csv' }>

/** Opens a CSV file whose first record holds the names of the columns. */
export async function openCsv(path: string, file: CsvFile): Promise<Table> {
  const records = recordsOf(path, file)[Symbol.asyncIterator]()
  const first = await records.next()
  if (first.done) throw TableProblem.unreadable({ file: path, reason: '文件是空的 / it is empty' })
  const columns = first.value.map((it) => it.trim())
  return { columns, rows: toRows(columns, { [Symbol.asyncIterator]: () => records }) }
}

async function* toRows(
  columns: readonly string[],
  records: AsyncIterable<string[]>,
): AsyncIterable<TableRow> {
  let rowNumber = 1
  for await (const record of records) {
    rowNumber += 1
    // A line with nothing on it is no record, yet a spreadsheet counts it.
    if (record.length === 1 && record[0] === '') continue
    const named = Object.fromEntries(columns.map((column, index) => [column, record[index] ?? null]))
    if (record.length === columns.length) yield { rowNumber, columns: named }
    else
      yield {
        rowNumber,
        columns: named,
        broken: {
          zh: `这一行有 ${record.length} 个字段，表头有 ${columns.length} 个`,
          en: `the row has ${record.length} fields, the heading ${columns.length}`,
        },
      }
  }
}

async function isGzipped(path: string): Promise<boolean> {
  const handle = await openFile(path)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}

async function* decoded(path: string, encoding: string): AsyncIterable<string> {
  const bytes = createReadStream(path, { highWaterMark: 262_144 })
  const source = (await isGzipped(path)) ? bytes.pipe(createGunzip()) : bytes
  bytes.on('error', (error) => source.destroy(error))
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const piece of source) yield decoder.decode(piece as Buffer, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (error instanceof TypeError) throw TableProblem.encodingWrong({ file: path, encoding })
    throw error
  }
}

async function* recordsOf(path: string, { encoding, delimiter }: CsvFile): AsyncIterable<string[]> {
  const parser = parse({ delimiter, relax_column_count: true, bom: true })
  const feeding = feed(decoded(path, encoding), parser)
  try {
    for await (const record of parser) yield record as string[]
    await feeding
  } catch (error) {
    if (error instanceof Problem) throw error
    throw TableProblem.unreadable({
      file: path,
      reason: error instanceof Error ? error.message : String(error),
    })
  } finally {
    parser.destroy()
  }
}

/** Writes pieces into the parser as fast as it takes them; a failure of the source ends the parser too. */
async function feed(pieces: AsyncIterable<string>, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (parser.destroyed) return
      if (!parser.write(piece)) await new Promise<void>((go) => parser.once('drain', go).once('close', go))
    }
    parser.end()
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}
