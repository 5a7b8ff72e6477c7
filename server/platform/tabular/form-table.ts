/** Tables that come in with a form and workbooks that go out, over HTTP; each lies in a folder of its own for a moment. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import { Problem } from '#domain/problem.ts'
import type { TableFile, TableRow } from '#domain/table.ts'
import { openTable } from './open-table.ts'
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
  Object.values(row.columns).every((it) => it === null || String(it).trim() === '')

async function readRows(path: string, file: TableFile, needed: readonly string[]): Promise<TableRow[]> {
  const rows: TableRow[] = []
  const table = await openTable(path, file, needed)
  for await (const row of table.rows) if (!isBlank(row)) rows.push(row)
  return rows
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
    await writeFile(path, bytes)
    if (isWorkbook) return readRows(path, { format: 'xlsx', headingRow: 1 }, needed)
    const csv = (encoding: 'utf-8' | 'gb18030') =>
      readRows(path, { format: 'csv', encoding, delimiter: ',' }, needed)
    return csv('utf-8').catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'table.encoding-wrong') return csv('gb18030')
      throw error
    })
  })
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

async function* streamOf(rows: readonly WrittenRow[]): AsyncIterable<WrittenRow> {
  yield* rows
}

/** Sends rows as a workbook to be kept under `name`. */
export async function sendWorkbook(
  reply: FastifyReply,
  name: string,
  columns: readonly string[],
  rows: readonly WrittenRow[],
): Promise<void> {
  const bytes = await inFolder(async (folder) => {
    const path = join(folder, 'table.xlsx')
    await writeTable(path, columns, streamOf(rows))
    return readFile(path)
  })
  await reply
    .type(workbookType)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(bytes)
}
