/**
 * Reads the rows of one file by its mapping. It remembers what it has seen, because a repeated position or key can
 * only be told by the whole file; so one reader serves one pass over one file, in order.
 */
import { z } from 'zod'
import type { Geometry } from '../geography/geometry.ts'
import type { Finding, TableRow } from '../table.ts'
import type { FieldRule, Mapping } from './mapping.ts'
import { type FieldValue, type Remark, readField } from './read-field.ts'
import { type RawPosition, readPosition } from './read-position.ts'
import { Reason } from './reasons.ts'

/** A row in our words, or the reasons why it is none. */
export type ReadRow = {
  readonly rowNumber: number
  readonly fields: Readonly<Record<string, FieldValue>>
  /** Only those that are given. */
  readonly attributes: Readonly<Record<string, FieldValue>>
  readonly geometry: Geometry | null
  readonly raw: RawPosition | null
  readonly warned: readonly Finding[]
  /** Not empty: the row must not be used. */
  readonly refused: readonly Finding[]
}

export type RowReader = (row: TableRow) => ReadRow

export type RowReaderOptions = {
  readonly adcode: string
  /** The field of a standard's code, which no two rows may share. */
  readonly codeField?: string
  /** The field of the deliverer's key, which the mapping may want numbered where it repeats. */
  readonly keyField?: string
}

/** Makes a reader. */
export function createRowReader(mapping: Mapping, options: RowReaderOptions): RowReader {
  const positions = new Map<string, number>()
  const codes = createKeyMemory(mapping, options.codeField, 'refuse')
  const keys = createKeyMemory(mapping, options.keyField, mapping.repeated.key)
  const [fieldRules, attributeRules] = [Object.entries(mapping.fields), Object.entries(mapping.attributes)]
  return (row) => {
    if (row.broken) return brokenRow(row, row.broken)
    const place = mapping.position ? readPosition(mapping.position, row) : undefined
    const position = place?.geometry?.type === 'Point' ? place.geometry.coordinates.join(',') : undefined
    const context = { adcode: options.adcode, zone: mapping.time?.zone, position }
    const remarks: Remark[] = [...(place?.remarks ?? [])]
    const readAll = (rules: readonly (readonly [string, FieldRule])[], isGivenOnly: boolean) => {
      const values: [string, FieldValue][] = []
      for (const [field, rule] of rules) {
        const reading = readField(rule, row, context)
        if (reading.remarks.length) remarks.push(...reading.remarks)
        if (!isGivenOnly || reading.value !== null) values.push([field, reading.value])
      }
      return Object.fromEntries(values)
    }
    const fields = readAll(fieldRules, false)
    const given = readAll(attributeRules, true)
    const attributes = { ...readAttributeObject(mapping, row, remarks), ...given }
    // A row that is refused anyway must not make a later, good one look repeated.
    if (!remarks.some((it) => it.severity === 'refuse')) {
      remarks.push(...notePosition(mapping, positions, position, row.rowNumber))
      remarks.push(...codes(fields, row.rowNumber), ...keys(fields, row.rowNumber))
    }
    return {
      rowNumber: row.rowNumber,
      fields,
      attributes,
      geometry: place?.geometry ?? null,
      raw: place?.raw ?? null,
      ...sorted(remarks, row.rowNumber),
    }
  }
}

function brokenRow(row: TableRow, reason: Finding['reason']): ReadRow {
  const refused = [{ row: row.rowNumber, column: null, reason }]
  return {
    rowNumber: row.rowNumber,
    fields: {},
    attributes: {},
    geometry: null,
    raw: null,
    warned: [],
    refused,
  }
}

const nothing: readonly Finding[] = []

type Sorted = { readonly warned: readonly Finding[]; readonly refused: readonly Finding[] }

function sorted(remarks: readonly Remark[], row: number): Sorted {
  if (!remarks.length) return { warned: nothing, refused: nothing }
  const of = (severity: Remark['severity']) =>
    remarks.filter((it) => it.severity === severity).map(({ column, reason }) => ({ row, column, reason }))
  return { warned: of('warn'), refused: of('refuse') }
}

const AttributeObject = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

function readAttributeObject(mapping: Mapping, row: TableRow, remarks: Remark[]): Record<string, FieldValue> {
  const column = mapping.attributeObject
  const text = column === undefined ? null : row.columns[column]
  if (column === undefined || text === null || text === undefined || text === '') return {}
  let json: unknown
  try {
    json = JSON.parse(String(text))
  } catch {
    json = undefined
  }
  const parsed = AttributeObject.safeParse(json)
  if (parsed.success) return parsed.data
  remarks.push({ severity: 'refuse', column, reason: Reason.notAnObject(text) })
  return {}
}

function notePosition(
  mapping: Mapping,
  seen: Map<string, number>,
  position: string | undefined,
  row: number,
): Remark[] {
  const severity = mapping.repeated.position
  if (position === undefined || severity === 'allow') return []
  const first = seen.get(position)
  if (first === undefined) {
    seen.set(position, row)
    return []
  }
  const { lng, lat } = mapping.position ?? {}
  return [{ severity, column: lng && lat ? `${lng} + ${lat}` : null, reason: Reason.positionRepeated(first) }]
}

/** Tells repeated keys, and numbers them where the mapping wants every row kept. */
function createKeyMemory(mapping: Mapping, keyField: string | undefined, policy: 'refuse' | 'number') {
  const seen = new Map<string, { row: number; count: number }>()
  const rule = keyField === undefined ? undefined : mapping.fields[keyField]
  return (fields: Record<string, FieldValue>, row: number): Remark[] => {
    const key = keyField === undefined ? null : fields[keyField]
    if (keyField === undefined || key === null || key === undefined) return []
    const before = seen.get(String(key))
    if (!before) {
      seen.set(String(key), { row, count: 1 })
      return []
    }
    const column = rule?.column ?? null
    if (policy === 'refuse')
      return [{ severity: 'refuse', column, reason: Reason.keyRepeated(String(key), before.row) }]
    before.count += 1
    const numbered = `${key}#${before.count}`
    fields[keyField] = numbered
    // A key made of the position repeats exactly where the position does: one warning is enough.
    const isTold = rule?.from === 'position' && mapping.repeated.position !== 'allow'
    return isTold
      ? []
      : [{ severity: 'warn', column, reason: Reason.keyNumbered(String(key), before.row, numbered) }]
  }
}
