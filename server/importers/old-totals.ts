/**
 * The totals that an old system prints of its open cases: a small CSV or Excel table of 项目, 名称 and 数量. They are
 * compared with what its own file holds, before ours comes into it: a list that lacks cases is found here.
 */
import type { TableFile, TableRow } from '#domain/table.ts'
import { openTable } from '#platform/tabular/open-table.ts'

/** One printed total: what is counted, under which word, and how many. */
export type OldTotal = { readonly field: string; readonly word: string; readonly count: number }

const columns = { what: '项目', word: '名称', count: '数量' } as const

const fieldOfWord: Readonly<Record<string, string>> = {
  总数: 'rows',
  状态: 'state',
  单位: 'unit',
  来源: 'source',
  小类: 'classCode',
}

/** The totals in `path`; a line that counts something else is left out by nobody: it counts as a difference. */
export async function readOldTotals(path: string): Promise<OldTotal[]> {
  const { rows } = await openTable(path, fileOf(path), Object.values(columns))
  const totals: OldTotal[] = []
  for await (const row of rows) if (!row.broken) totals.push(toTotal(row))
  return totals
}

const fileOf = (path: string): TableFile =>
  path.endsWith('.xlsx')
    ? { format: 'xlsx', headingRow: 1 }
    : { format: 'csv', encoding: 'utf-8', delimiter: ',' }

function toTotal({ columns: cells }: TableRow): OldTotal {
  const text = (column: string): string => String(cells[column] ?? '').trim()
  const what = text(columns.what)
  return {
    field: fieldOfWord[what] ?? what,
    word: text(columns.word),
    count: Number(text(columns.count)),
  }
}
