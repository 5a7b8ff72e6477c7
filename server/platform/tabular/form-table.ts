/** Tables that come in with a form and tables that go out, over HTTP; each lies in a folder of its own for a moment. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Problem } from '#domain/problem.ts'
import type { TableFile, TableRow } from '#domain/table.ts'
import { digestOf } from '../files/digest-of.ts'
import { measureZip } from '../files/measure-zip.ts'
import type { HandlerContext } from '../http/serve.ts'
import { signalOfLeaving } from '../http/signal-of-leaving.ts'
import { withoutBlank } from './open-directly.ts'
import { isSmall, openInThread, openTable } from './open-table.ts'
import { TableProblem } from './problems.ts'
import { type WrittenRow, writeTable } from './write-table.ts'

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-table-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What is wrong with the file at `path`, told of the file as its owner calls it: where it lay here is nobody's matter. */
function toldOf(name: string, path: string, problem: unknown): unknown {
  if (!(problem instanceof Problem)) return problem
  const { code, kind, sentence, details } = problem
  const told = { zh: sentence.zh.replaceAll(path, name), en: sentence.en.replaceAll(path, name) }
  return new Problem(code, kind, told, { ...details, ...('file' in details ? { file: name } : {}) })
}

const mostUnpackedMegabytes = 200

/** A CSV file may come packed with gzip; unpacked it must still be one that a form may bring. */
async function plainText(name: string, bytes: Buffer): Promise<Buffer> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: mostUnpackedMegabytes * 1_048_576 })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
      throw TableProblem.tooLarge({ file: name, limitMegabytes: mostUnpackedMegabytes })
    throw TableProblem.unreadable({ file: name, reason: '压缩数据损坏 / its packed content is damaged' })
  }
}

/** Refuses what unfolds to more than anybody may send, before anything of it is read. */
export async function refuseBomb(name: string, bytes: Buffer): Promise<void> {
  if (/\.xlsx$/i.test(name) && (await measureZip(bytes, mostUnpackedMegabytes * 1_048_576)) === 'too-large')
    throw TableProblem.tooLarge({ file: name, limitMegabytes: mostUnpackedMegabytes })
  if (/\.csv$/i.test(name)) await plainText(name, bytes)
}

/** A table that came with a form, without its blank rows. */
export type FormTable = {
  readonly count: number
  /** May be read once. */
  readonly rows: AsyncIterable<TableRow>
  /** For whoever does not read the rows. */
  readonly drop?: () => Promise<void>
}

const asWorkbook: TableFile = { format: 'xlsx', headingRow: 1 }
const asCsv = (encoding: 'utf-8' | 'gb18030'): TableFile => ({ format: 'csv', encoding, delimiter: ',' })

async function* streamOf<Item>(items: readonly Item[]): AsyncIterable<Item> {
  yield* items
}

/** A small table is read at once; a large one in a thread of its own, and its rows are taken up piece by piece. */
async function openRows(
  path: string,
  file: TableFile,
  needed: readonly string[],
  signal: AbortSignal | undefined,
): Promise<FormTable> {
  if (!(await isSmall(path, file))) {
    const { told, items, drop } = await openInThread(path, file, needed, { leavesBlankOut: true, signal })
    return { count: told.count, rows: items, drop }
  }
  const table = await openTable(path, file, needed)
  const rows: TableRow[] = []
  for await (const row of withoutBlank(table.rows)) rows.push(row)
  return { count: rows.length, rows: streamOf(rows) }
}

/**
 * Opens a workbook or CSV file; undefined when the name says it is neither. Excel in China writes CSV in GBK, other
 * programs in UTF-8.
 */
export async function openFormTable(
  name: string,
  bytes: Buffer,
  needed: readonly string[],
  signal?: AbortSignal,
): Promise<FormTable | undefined> {
  const isWorkbook = /\.xlsx$/i.test(name)
  if (!isWorkbook && !/\.csv$/i.test(name)) return undefined
  return inFolder(async (folder) => {
    const path = join(folder, isWorkbook ? 'table.xlsx' : 'table.csv')
    await writeFile(path, isWorkbook ? bytes : await plainText(name, bytes))
    try {
      if (isWorkbook) return await openRows(path, asWorkbook, needed, signal)
      return await openRows(path, asCsv('utf-8'), needed, signal).catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'table.encoding-wrong')
          return openRows(path, asCsv('gb18030'), needed, signal)
        throw error
      })
    } catch (error) {
      throw toldOf(name, path, error)
    }
  })
}

/** All rows of a workbook or CSV file; undefined when the name says it is neither. */
export async function readFormTable(
  name: string,
  bytes: Buffer,
  needed: readonly string[],
  signal?: AbortSignal,
): Promise<TableRow[] | undefined> {
  const table = await openFormTable(name, bytes, needed, signal)
  if (!table) return undefined
  const rows: TableRow[] = []
  for await (const row of table.rows) rows.push(row)
  return rows
}

/** The rows and the fingerprint of the form's file; undefined when there is none that is a table. */
export async function readUploadedTable(
  { request, reply }: Pick<HandlerContext, 'request' | 'reply'>,
  needed: readonly string[],
): Promise<{ rows: TableRow[]; digest: string } | undefined> {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) return undefined
  const bytes = await part.toBuffer()
  const rows = await readFormTable(part.filename, bytes, needed, signalOfLeaving(reply))
  return rows && { rows, digest: await digestOf(bytes) }
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

/** Sends rows as a file called `name` with the ending of `format`. */
export async function sendTable(
  { reply }: Pick<HandlerContext, 'reply'>,
  name: string,
  format: keyof typeof types,
  columns: readonly string[],
  rows: readonly WrittenRow['columns'][],
): Promise<void> {
  const bytes = await inFolder(async (folder) => {
    const path = join(folder, `table.${format}`)
    await writeTable(path, columns, streamOf(rows.map((columns) => ({ columns }))))
    return readFile(path)
  })
  await reply
    .type(types[format])
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`)
    .send(bytes)
}
