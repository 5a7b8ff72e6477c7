/** Workbooks of catalogues: small ones are read and written at once, larger ones in a thread of their own. */
import type { WorkbookMapping } from '#domain/catalogue/handbook-workbook/mapping.ts'
import { measureZip } from '#platform/files/measure-zip.ts'
import { inThread } from '#platform/threads/in-thread.ts'
import { type ExcelTable, writeExcel } from './excel-file.ts'
import { type ReadHandbook, readHandbook } from './read-handbook.ts'
import type { WorkbookWork } from './workbook-thread.ts'

const thread = new URL('./workbook-thread.ts', import.meta.url)

const mostDirectBytes = 131_072
const mostDirectRows = 200

/** Reads a workbook by a mapping; what is refused is told, never guessed. */
export async function readHandbookWorkbook(
  bytes: Uint8Array,
  mapping: WorkbookMapping,
  signal?: AbortSignal,
): Promise<ReadHandbook> {
  const isSmall =
    bytes.length <= mostDirectBytes && (await measureZip(bytes, mostDirectBytes)) !== 'too-large'
  if (isSmall) return readHandbook(bytes, mapping)
  return inThread<WorkbookWork, ReadHandbook>(thread, { kind: 'read', bytes, mapping }, { signal })
}

/** Writes tables as an .xlsx file, one sheet each. */
export async function writeWorkbook(tables: readonly ExcelTable[], createdAt: Date): Promise<Uint8Array> {
  const rows = tables.reduce((sum, it) => sum + it.rows.length, 0)
  if (rows <= mostDirectRows) return writeExcel(tables, createdAt)
  return inThread<WorkbookWork, Uint8Array>(thread, { kind: 'write', tables, createdAt })
}
