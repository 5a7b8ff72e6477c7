/** Writes a few small tables to one file for people: a workbook with a sheet each, or a Markdown text. */
import { rename, rm, writeFile } from 'node:fs/promises'
import ExcelJS from 'exceljs'
import { toInert } from '#domain/inert-text.ts'
import type { Cell } from '#domain/table.ts'
import { TableProblem } from './problems.ts'

export type Sheet = {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

/** Writes `sheets` to `path`, in the form its ending names. The file appears when it is whole. */
export async function writeSheets(path: string, heading: string, sheets: readonly Sheet[]): Promise<void> {
  const unfinished = `${path}.part`
  try {
    if (path.endsWith('.md')) await writeFile(unfinished, toMarkdown(heading, sheets))
    else if (path.endsWith('.xlsx')) await toWorkbook(heading, sheets).xlsx.writeFile(unfinished)
    else throw TableProblem.writtenAs({ file: path })
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

function toWorkbook(heading: string, sheets: readonly Sheet[]): ExcelJS.Workbook {
  const workbook = new ExcelJS.Workbook()
  workbook.title = heading
  for (const { title, columns, rows } of sheets) {
    // Excel takes 31 characters for the name of a sheet, and not these.
    const sheet = workbook.addWorksheet(title.replaceAll(/[\\/*?:[\]]/g, ' ').slice(0, 31), {
      views: [{ state: 'frozen', ySplit: 1 }],
    })
    sheet.addRow([...columns]).font = { bold: true }
    for (const row of rows) sheet.addRow(row.map(toInert))
    for (const index of columns.keys()) sheet.getColumn(index + 1).width = 20
  }
  return workbook
}

function toMarkdown(heading: string, sheets: readonly Sheet[]): string {
  const cell = (it: Cell): string =>
    String(it ?? '')
      .replaceAll('|', '\\|')
      .split('\n')
      .map((it) => it.trim())
      .join(' ')
  const line = (cells: readonly Cell[]): string => `| ${cells.map(cell).join(' | ')} |`
  const parts = sheets.map(({ title, columns, rows }) =>
    [`## ${title}`, '', line(columns), line(columns.map(() => '---')), ...rows.map(line), ''].join('\n'),
  )
  return [`# ${heading}`, '', ...parts].join('\n')
}
