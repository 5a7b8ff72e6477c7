/** A sheet of a workbook as the reader of Excel files hands it over: text only, with merged cells marked. */

/** One cell: its text, and whether it is the covered part of a merged cell that begins in a row above. */
export type SheetCell = { readonly text: string; readonly isCovered: boolean }

/** One row, by the number that a spreadsheet shows. */
export type SheetRow = { readonly number: number; readonly cells: readonly SheetCell[] }

/** One sheet. */
export type Sheet = { readonly name: string; readonly rows: readonly SheetRow[] }

/** The letters of a column, as a spreadsheet shows them; 0 is A. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1
  return (rest >= 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + (index % 26))
}
