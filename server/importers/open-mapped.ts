/** Opens a foreign file as its mapping says it is written, and refuses one that says otherwise of itself. */
import { columnsOf, type Mapping } from '#domain/exchange/mapping.ts'
import { ExchangeProblem } from '#domain/exchange/problems.ts'
import { isSameSystem, systemOf } from '#domain/exchange/read-position.ts'
import { readSurveyFile, type Survey } from '#modules/geography/index.ts'
import { openTable } from '#platform/tabular/open-table.ts'
import { requireColumns } from '#platform/tabular/require-columns.ts'
import type { Table } from '#platform/tabular/table.ts'

/** The table in `file`; throws when it lacks a column that the mapping reads, or names another coordinate system. */
export async function openMapped(file: string, mapping: Mapping): Promise<Table> {
  if (mapping.file.format === 'survey')
    return requireColumns(file, toTable(await readSurveyFile(file, mapping.file.layer)), columnsOf(mapping))
  const table = await openTable(file, mapping.file, columnsOf(mapping))
  const { system } = table
  if (system !== undefined && mapping.position?.geometry && !isSameSystem(mapping.position, system)) {
    await table.close?.()
    throw ExchangeProblem.systemDiffers({ file, found: system, expected: systemOf(mapping.position) })
  }
  return table
}

/** A survey as a table; its shapes were brought to CGCS2000 degrees when it was read. */
function toTable({ features }: Survey): Table {
  async function* rows(): Table['rows'] {
    for (const { row, properties, geometry } of features)
      yield { rowNumber: row, columns: properties, geometry }
  }
  return { columns: [...new Set(features.flatMap((it) => Object.keys(it.properties)))], rows: rows() }
}
