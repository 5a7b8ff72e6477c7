/** What a table must have before its rows are worth reading. */
import { TableProblem } from './problems.ts'
import type { Table } from './table.ts'

/** Throws when a table has a column twice, or lacks one of the `needed`. */
export function requireColumns<Given extends Pick<Table, 'columns'>>(
  path: string,
  table: Given,
  needed: readonly string[],
): Given {
  const twice = table.columns.find((it, index) => table.columns.indexOf(it) !== index)
  if (twice !== undefined) throw TableProblem.columnTwice({ file: path, column: twice })
  const missing = needed.filter((it) => !table.columns.includes(it))
  if (missing.length) throw TableProblem.columnMissing({ file: path, missing, found: table.columns })
  return table
}
