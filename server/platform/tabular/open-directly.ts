/** Opens a foreign table in the thread that asks, by the format its mapping names. */
import type { TableFile } from '#domain/table.ts'
import { TableProblem } from './problems.ts'
import { openCsv } from './read-csv.ts'
import { openGeojson } from './read-geojson.ts'
import { openWorkbook } from './read-workbook.ts'
import type { Table } from './table.ts'

/** The table in `path`. */
export async function openDirectly(path: string, file: TableFile): Promise<Table> {
  switch (file.format) {
    case 'csv':
      return openCsv(path, file)
    case 'xlsx':
      return openWorkbook(path, file)
    case 'geojson':
      return openGeojson(path)
    case 'survey':
      throw TableProblem.unreadable({
        file: path,
        reason: '测绘成果只能作为区划或部件导入 / a survey brings areas or components only',
      })
  }
}

const isFilled = (value: unknown): boolean => value !== null && String(value).trim() !== ''

/** Leaves out rows in which nothing stands. */
export async function* withoutBlank(rows: Table['rows']): Table['rows'] {
  for await (const row of rows) if (row.broken || Object.values(row.columns).some(isFilled)) yield row
}
