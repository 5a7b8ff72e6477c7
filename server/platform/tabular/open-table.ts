/**
 * Opens a foreign table: CSV, Excel or GeoJSON, written as its mapping says, as a stream of rows. A CSV file of any
 * length is read piece by piece; the other two are read whole, the larger of them in a thread of its own, and have a limit.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import type { TableFile, TableRow } from '#domain/table.ts'
import { measureZip } from '../files/measure-zip.ts'
import { inThread } from '../threads/in-thread.ts'
import { type Spooled, spool } from '../threads/spool.ts'
import { openDirectly } from './open-directly.ts'
import { TableProblem } from './problems.ts'
import { requireColumns } from './require-columns.ts'
import type { Table } from './table.ts'
import type { TableTold, TableWork } from './table-thread.ts'

const wholeFileLimitMegabytes = 200
/** A file that is read whole keeps nobody waiting up to here, unfolded; a thread would take longer to start. */
const mostDirectBytes = 262_144

/** Opens the table in `path`; throws when it cannot be read, or lacks one of the `needed` columns. */
export async function openTable(
  path: string,
  file: TableFile,
  needed: readonly string[] = [],
): Promise<Table> {
  const { size } = await sizeOf(path)
  if (file.format !== 'csv' && size > wholeFileLimitMegabytes * 1_048_576)
    throw TableProblem.tooLarge({ file: path, limitMegabytes: wholeFileLimitMegabytes })
  if (file.format === 'csv' || (await isSmall(path, file)))
    return requireColumns(path, await openDirectly(path, file), needed)
  const { told, items, drop } = await openInThread(path, file, needed, { leavesBlankOut: false })
  return { ...told, rows: items, close: drop }
}

const thread = new URL('./table-thread.ts', import.meta.url)

type InThread = Pick<TableWork, 'leavesBlankOut'> & { readonly signal?: AbortSignal | undefined }

/** Reads a table in a thread: what it is, and its rows. */
export const openInThread = (
  path: string,
  file: TableFile,
  needed: readonly string[],
  { leavesBlankOut, signal }: InThread,
): Promise<Spooled<TableTold, TableRow>> =>
  spool((to) =>
    inThread<TableWork, TableTold>(thread, { path, file, needed, leavesBlankOut, to }, { signal }),
  )

/** Whether a table can be read between two requests without anybody noticing; what a workbook unfolds to counts. */
export async function isSmall(path: string, file: TableFile): Promise<boolean> {
  const { size } = await sizeOf(path)
  if (file.format !== 'xlsx') return size <= mostDirectBytes
  return size <= mostDirectBytes && (await measureZip(await readFile(path), mostDirectBytes)) !== 'too-large'
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
