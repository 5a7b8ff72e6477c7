/** GeoJSON: each feature is a row, its properties are the columns. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Cell, TableRow } from '#domain/table.ts'
import { TableProblem } from './problems.ts'
import type { Table } from './table.ts'

const FeatureCollection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()),
  /** Of the older standard (2008); files of survey offices still have it. */
  crs: z.object({ properties: z.object({ name: z.string() }) }).nullish(),
})
const Feature = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.unknown(),
})

/** Opens a feature collection. */
export async function openGeojson(path: string): Promise<Table> {
  const parsed = FeatureCollection.safeParse(await readJson(path))
  if (!parsed.success)
    throw TableProblem.unreadable({
      file: path,
      reason: '不是 FeatureCollection / it is no FeatureCollection',
    })
  const rows = parsed.data.features.map(toRow)
  // Features may leave out a property: a column is what any of them has.
  const columns = [...new Set(rows.flatMap((it) => Object.keys(it.columns)))]
  const system = parsed.data.crs?.properties.name
  return { columns, rows: streamOf(rows), ...(system === undefined ? {} : { system }) }
}

async function* streamOf(rows: readonly TableRow[]): AsyncIterable<TableRow> {
  yield* rows
}

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path)
  try {
    // Node's decoder is strict here: GeoJSON is UTF-8 by its standard (RFC 7946).
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text))
  } catch (error) {
    if (error instanceof TypeError) throw TableProblem.encodingWrong({ file: path, encoding: 'utf-8' })
    throw TableProblem.unreadable({
      file: path,
      reason: error instanceof Error ? error.message : String(error),
    })
  }
}

const toCell = (value: unknown): Cell =>
  value === null || value === undefined
    ? null
    : typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : JSON.stringify(value)

function toRow(feature: unknown, index: number): TableRow {
  const rowNumber = index + 1
  const parsed = Feature.safeParse(feature)
  if (!parsed.success)
    return {
      rowNumber,
      columns: {},
      broken: { zh: '不是完整的 GeoJSON 要素', en: 'it is no complete GeoJSON feature' },
    }
  const columns = Object.entries(parsed.data.properties ?? {}).map(([name, value]) => [name, toCell(value)])
  return { rowNumber, columns: Object.fromEntries(columns), geometry: parsed.data.geometry }
}
