/**
 * One sheet of an Excel workbook (.xlsx). Numbers and flags stay what they are; a date becomes the text
 * `yyyy-MM-dd HH:mm:ss` of what the sheet shows, because Excel knows no time zone; a formula gives its last result.
 */
import { readFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import { fromInert } from '#domain/inert-text.ts'
import type { Cell, TableFile, TableRow } from '#domain/table.ts'
import { measureZip } from '../files/measure-zip.ts'
import { TableProblem } from './problems.ts'
import type { Table } from './table.ts'

/** What a workbook may unpack to. */
const mostUnpackedMegabytes = 200

type WorkbookFile = Extract<TableFile, { format: 'xlsx' }>

/** Opens a sheet whose `headingRow` holds the names of the columns. */
export async function openWorkbook(path: string, file: WorkbookFile): Promise<Table> {
  const workbook = new ExcelJS.Workbook()
  const bytes = await readFile(path)
  if ((await measureZip(bytes, mostUnpackedMegabytes * 1_048_576)) === 'too-large')
    throw TableProblem.tooLarge({ file: path, limitMegabytes: mostUnpackedMegabytes })
  try {
    await workbook.xlsx.load(
      bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
    )
  } catch (error) {
    throw TableProblem.unreadable({
      file: path,
      reason: error instanceof Error ? error.message : String(error),
    })
  }
  const sheet = file.sheet === undefined ? workbook.worksheets[0] : workbook.getWorksheet(file.sheet)
  const found = workbook.worksheets.map((it) => it.name)
  if (!sheet) throw TableProblem.sheetMissing({ file: path, sheet: file.sheet ?? '1', found })
  const heading = cellsOf(sheet.getRow(file.headingRow)).map((it) => (it === null ? '' : String(it).trim()))
  const columns = heading.filter((it) => it !== '')
  return { columns, rows: rowsOf(sheet, heading, file.headingRow) }
}

async function* rowsOf(
  sheet: ExcelJS.Worksheet,
  heading: readonly string[],
  headingRow: number,
): AsyncIterable<TableRow> {
  for (let rowNumber = headingRow + 1; rowNumber <= sheet.rowCount; rowNumber += 1) {
    const cells = cellsOf(sheet.getRow(rowNumber))
    if (cells.every((it) => it === null || it === '')) continue
    const named = heading.map((name, index) => [name, cells[index] ?? null] as const)
    yield { rowNumber, columns: Object.fromEntries(named.filter(([name]) => name !== '')) }
  }
}

function cellsOf(row: ExcelJS.Row): Cell[] {
  const cells: Cell[] = []
  for (let column = 1; column <= row.cellCount; column += 1)
    cells.push(fromInert(toCell(row.getCell(column).value)))
  return cells
}

function toCell(value: ExcelJS.CellValue): Cell {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ')
  if (typeof value !== 'object') return value
  if ('richText' in value) return value.richText.map((it) => it.text).join('')
  if ('error' in value) return value.error
  if ('text' in value) return toCell(value.text)
  if ('result' in value) return toCell(value.result ?? null)
  return null
}
