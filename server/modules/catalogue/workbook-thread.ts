/** Reads and writes workbooks of catalogues in a thread of its own: some thousand rows of text take a quarter of a second. */
import type { WorkbookMapping } from '#domain/catalogue/handbook-workbook/mapping.ts'
import { answerThread } from '#platform/threads/answer-thread.ts'
import { type ExcelTable, writeExcel } from './excel-file.ts'
import { type ReadHandbook, readHandbook } from './read-handbook.ts'

export type WorkbookWork =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly mapping: WorkbookMapping }
  | { readonly kind: 'write'; readonly tables: readonly ExcelTable[]; readonly createdAt: Date }

export type WorkbookAnswer = ReadHandbook | Uint8Array

answerThread(
  (work: WorkbookWork): Promise<WorkbookAnswer> =>
    work.kind === 'read' ? readHandbook(work.bytes, work.mapping) : writeExcel(work.tables, work.createdAt),
)
