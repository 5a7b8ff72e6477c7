/** The columns of the table of cases on the screen, two lines a cell, and which of them a person has chosen. */
import type { WritableComputedRef } from 'vue'
import { usePreference } from '../../preferences.ts'

/** Width in pixels, or a share of what is left. */
export type TableColumn = { readonly width?: number; readonly share?: number }

export const tableColumns = {
  light: { width: 168 },
  case: { width: 196 },
  what: { share: 3 },
  where: { share: 3 },
  unit: { share: 2 },
  holder: { width: 92 },
  when: { width: 112 },
  filed: { width: 112 },
  dispose: { width: 124 },
  ended: { width: 112 },
} as const satisfies Record<string, TableColumn>

export type TableColumnName = keyof typeof tableColumns
export const tableColumnNames = Object.keys(tableColumns) as TableColumnName[]

const usual: readonly TableColumnName[] = ['light', 'case', 'what', 'where', 'unit', 'holder', 'when']

/** Columns without which a list says nothing. */
export const fixedColumns: readonly TableColumnName[] = ['light', 'case']

const isName = (it: unknown): it is TableColumnName => tableColumnNames.some((name) => name === it)

/** The columns this person wants, in the order of the table. */
export const useTableColumns = (): WritableComputedRef<readonly TableColumnName[]> =>
  usePreference<readonly TableColumnName[]>('cases.columns', usual, (it) =>
    Array.isArray(it)
      ? tableColumnNames.filter((name) => it.filter(isName).includes(name) || fixedColumns.includes(name))
      : undefined,
  )

/** The width of a column as CSS, given all that are shown. */
export function widthOf(name: TableColumnName, shown: readonly TableColumnName[]): string {
  const { width, share }: TableColumn = tableColumns[name]
  if (width !== undefined) return `${width}px`
  const shares = shown.reduce((sum, it) => sum + ((tableColumns[it] as TableColumn).share ?? 0), 0)
  const taken = shown.reduce((sum, it) => sum + ((tableColumns[it] as TableColumn).width ?? 0), 44)
  return `calc((100% - ${taken}px) * ${(share ?? 0) / shares})`
}
