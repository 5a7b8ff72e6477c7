/** CSV, plain or gzipped, in the stated encoding; a wrong byte is an error, never a replacement sign. */
import { createReadStream } from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { fromInert } from '#domain/inert-text.ts'
import { Problem } from '#domain/problem.ts'
import type { TableFile, TableRow } from '#domain/table.ts'
import { TableProblem } from './problems.ts'
import type { Table } from './table.ts'

type CsvFile = Extract<TableFile, { format: 'csv' }>

/** Opens a CSV file whose first record holds the names of the columns. */
export async function openCsv(path: string, file: CsvFile): Promise<Table> {
  const pieces = recordsOf(path, file)[Symbol.asyncIterator]()
  let first = await pieces.next()
  while (!first.done && !first.value.length) first = await pieces.next()
  const [heading, ...records] = first.done ? [] : first.value
  if (!heading) throw TableProblem.unreadable({ file: path, reason: '文件是空的 / it is empty' })
  const columns = heading.map((it) => it.trim())
  return { columns, rows: toRows(columns, records, { [Symbol.asyncIterator]: () => pieces }) }
}

async function* toRows(
  columns: readonly string[],
  first: readonly string[][],
  pieces: AsyncIterable<readonly string[][]>,
): AsyncIterable<TableRow> {
  let rowNumber = 1
  const toRow = (record: readonly string[]): TableRow => {
    // Set one by one, for a file of a million rows: pairs of names and values would be three times the rubbish.
    const named: Record<string, string | null> = {}
    for (let index = 0; index < columns.length; index++)
      named[columns[index] ?? ''] = fromInert(record[index] ?? null)
    if (record.length === columns.length) return { rowNumber, columns: named }
    const broken = {
      zh: `这一行有 ${record.length} 个字段，表头有 ${columns.length} 个`,
      en: `the row has ${record.length} fields, the heading ${columns.length}`,
    }
    return { rowNumber, columns: named, broken }
  }
  const rowsOf = function* (records: readonly string[][]): Iterable<TableRow> {
    for (const record of records) {
      rowNumber += 1
      // A line with nothing on it is no record, yet a spreadsheet counts it.
      if (record.length !== 1 || record[0] !== '') yield toRow(record)
    }
  }
  yield* rowsOf(first)
  for await (const records of pieces) yield* rowsOf(records)
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

/** A piece is read and parsed in one turn of the event loop. */
const pieceBytes = 65_536

async function* decoded(path: string, encoding: string): AsyncIterable<string> {
  const bytes = createReadStream(path, { highWaterMark: pieceBytes })
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

/**
 * The records of the file, piece by piece: each piece is written into the parser and what it made of it is read at
 * once. A record costs no turn of the event loop, of which a file of a million would need millions.
 */
async function* recordsOf(path: string, { encoding, delimiter }: CsvFile): AsyncIterable<string[][]> {
  const parser = parse({ delimiter, relax_column_count: true, bom: true })
  // It is thrown below, where it belongs; without a listener it would end the process.
  parser.on('error', () => {})
  const made = (): string[][] => {
    const records: string[][] = []
    for (let record = parser.read(); record !== null; record = parser.read()) records.push(record as string[])
    return records
  }
  try {
    for await (const piece of decoded(path, encoding)) {
      await new Promise<void>((go) => {
        parser.write(piece, () => go())
        // What the parser could not hand on yet keeps it from taking more, so the first records are read here.
        if (parser.readableLength) go()
      })
      yield made()
      if (parser.errored) throw parser.errored
    }
    parser.end()
    while (!parser.closed) {
      await new Promise<void>((go) => parser.once('readable', go).once('close', go))
      yield made()
    }
    if (parser.errored) throw parser.errored
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
