/** Excel files in and out: from a file's bytes to sheets of text, and from tables to a file. */
import ExcelJS from 'exceljs'
import type { Sheet, SheetCell } from '#domain/catalogue/handbook-workbook/sheet.ts'
import { WorkbookProblem } from '#domain/catalogue/problems.ts'
import { fromInert, toInert } from '#domain/inert-text.ts'
import { measureZip } from '#platform/files/measure-zip.ts'

/** A workbook with more rows than this in one sheet is no handbook. */
const mostRows = 20_000

function toText(cell: ExcelJS.Cell): string {
  const { value } = cell
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value !== 'object') return String(value)
  if ('richText' in value) return value.richText.map((it) => it.text).join('')
  if ('error' in value) return String(value.error)
  if ('hyperlink' in value) return value.text
  const { result } = value
  if (result === undefined || result === null) return ''
  if (result instanceof Date) return result.toISOString().slice(0, 10)
  return typeof result === 'object' ? String(result.error) : String(result)
}

/** Covered means: part of a merged cell that begins in another row; its text is that cell's. */
const toCell = (cell: ExcelJS.Cell): SheetCell => ({
  text: fromInert(toText(cell.isMerged ? cell.master : cell)),
  isCovered: cell.isMerged && cell.master.row !== cell.row,
})

function toSheet(worksheet: ExcelJS.Worksheet): Sheet {
  if (worksheet.rowCount > mostRows)
    throw WorkbookProblem.unreadable({ reason: `${worksheet.name}: ${worksheet.rowCount} rows` })
  const width = Math.min(worksheet.columnCount, 100)
  const rows: Sheet['rows'][number][] = []
  worksheet.eachRow({ includeEmpty: false }, (row, number) => {
    rows.push({ number, cells: Array.from({ length: width }, (_, index) => toCell(row.getCell(index + 1))) })
  })
  return { name: worksheet.name, rows }
}

/** Reads all sheets of an .xlsx file; a Problem when it is none, or unpacks to more than `mostBytes`. */
export async function readExcel(bytes: Uint8Array, mostBytes = 200_000_000): Promise<Sheet[]> {
  const unpacked = await measureZip(bytes, mostBytes)
  if (unpacked === 'damaged') throw WorkbookProblem.unreadable({ reason: 'not an .xlsx file' })
  if (unpacked === 'too-large')
    throw WorkbookProblem.unreadable({ reason: `unpacks to more than ${mostBytes} bytes` })
  const workbook = new ExcelJS.Workbook()
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  const reason = await workbook.xlsx.load(buffer).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  if (reason !== undefined) throw WorkbookProblem.unreadable({ reason })
  return workbook.worksheets.map(toSheet)
}

/** A table to be written: headings with widths, and rows of text or numbers. */
export type ExcelTable = {
  readonly sheet: string
  readonly title?: string
  readonly headings: readonly { readonly text: string; readonly width: number }[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** Writes tables as an .xlsx file, one sheet each; text stays text, so that codes keep their zeros. */
export async function writeExcel(tables: readonly ExcelTable[], createdAt: Date): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook()
  workbook.created = createdAt
  workbook.modified = createdAt
  for (const table of tables) {
    const sheet = workbook.addWorksheet(table.sheet)
    if (table.title !== undefined) {
      sheet.addRow([table.title])
      sheet.mergeCells(1, 1, 1, table.headings.length)
    }
    sheet.addRow(table.headings.map((it) => it.text)).font = { bold: true }
    table.headings.forEach((it, index) => {
      const column = sheet.getColumn(index + 1)
      column.width = it.width
      column.alignment = { wrapText: true, vertical: 'top' }
    })
    sheet.addRows(table.rows.map((row) => row.map(toInert)))
    sheet.views = [{ state: 'frozen', ySplit: table.title === undefined ? 1 : 2 }]
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}
