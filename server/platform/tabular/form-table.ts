/** Tables that come in with a form and tables that go out, over HTTP; each lies in a folder of its own for a moment. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Problem } from '#domain/problem.ts'
import type { TableFile, TableRow } from '#domain/table.ts'
import type { HandlerContext } from '../http/serve.ts'
import { openTable } from './open-table.ts'
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

const isBlank = (row: TableRow): boolean =>
  !row.broken && Object.values(row.columns).every((it) => it === null || String(it).trim() === '')

async function readRows(path: string, file: TableFile, needed: readonly string[]): Promise<TableRow[]> {
  const rows: TableRow[] = []
  const table = await openTable(path, file, needed)
  for await (const row of table.rows) if (!isBlank(row)) rows.push(row)
  return rows
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

/**
 * The rows of a workbook or CSV file that are not blank; undefined when the name says it is neither. Excel in China
 * writes CSV in GBK, other programs in UTF-8.
 */
export async function readFormTable(
  name: string,
  bytes: Buffer,
  needed: readonly string[],
): Promise<TableRow[] | undefined> {
  const isWorkbook = /\.xlsx$/i.test(name)
  if (!isWorkbook && !/\.csv$/i.test(name)) return undefined
  return inFolder(async (folder) => {
    const path = join(folder, isWorkbook ? 'table.xlsx' : 'table.csv')
    await writeFile(path, isWorkbook ? bytes : await plainText(name, bytes))
    const csv = (encoding: 'utf-8' | 'gb18030') =>
      readRows(path, { format: 'csv', encoding, delimiter: ',' }, needed)
    try {
      if (isWorkbook) return await readRows(path, { format: 'xlsx', headingRow: 1 }, needed)
      return await csv('utf-8').catch((error: unknown) => {
        if (error instanceof Problem && error.code === 'table.encoding-wrong') return csv('gb18030')
        throw error
      })
    } catch (error) {
      throw toldOf(name, path, error)
    }
  })
}

/** The rows and the fingerprint of the form's file; undefined when there is none that is a table. */
export async function readUploadedTable(
  { request }: Pick<HandlerContext, 'request'>,
  needed: readonly string[],
): Promise<{ rows: TableRow[]; digest: string } | undefined> {
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) return undefined
  const bytes = await part.toBuffer()
  const rows = await readFormTable(part.filename, bytes, needed)
  return rows && { rows, digest: createHash('sha256').update(bytes).digest('hex') }
}

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

async function* streamOf(rows: readonly WrittenRow['columns'][]): AsyncIterable<WrittenRow> {
  for (const columns of rows) yield { columns }
}

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
    await writeTable(path, columns, streamOf(rows))
    return readFile(path)
  })
  await reply
    .type(types[format])
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${name}.${format}`)}`)
    .send(bytes)
}
