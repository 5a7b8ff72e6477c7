/**
 * The rows a command wants written, gathered and then sent as ONE statement, which commits by itself: state,
 * log, audit line and announcements land together or not at all. An update may be guarded by the version it
 * was decided on; if somebody was faster, nothing is written and the act decides again.
 */
import { selectFromArrays, toColumnArray } from './column-arrays.ts'
import type { ColumnTypes } from './column-types.ts'

export type Row = Readonly<Record<string, unknown>>

type Insert = {
  kind: 'insert'
  table: string
  rows: Row[]
  columns: string[]
  onConflict: string | undefined
  /** Table, columns and what a conflict does, as one text: inserts of the same shape join, and share their SQL. */
  shape: string
}
type Update = { kind: 'update'; table: string; key: Row; changes: Row }
type UpdateMany = { kind: 'update-many'; table: string; keys: string[]; rows: Row[]; columns: string[] }
type Operation = Insert | Update | UpdateMany

/** The texts of statements by their shape: a house sends few shapes, each very often. */
const texts = new Map<string, string>()

const identifier = /^[a-z_][a-z0-9_]*$/
const tableName = /^[a-z_]+\.[a-z_0-9]+$/

function checked(name: string): string {
  if (!identifier.test(name)) throw new Error(`not a column name: ${name}`)
  return name
}

function checkedTable(name: string): string {
  if (!tableName.test(name)) throw new Error(`not a table name: ${name}`)
  return name
}

/**
 * Objects and arrays become JSON, instants their ISO text; everything else goes to the driver as it is. Callers never
 * stringify: the same row may travel alone (as parameters) or among many (as an array for each column).
 */
function toParameter(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return value
  return value instanceof Date ? value.toISOString() : JSON.stringify(value)
}

export class RowWrites {
  private readonly operations: Operation[] = []

  /** Inserts rows; all rows of one call must have the same columns. */
  insert(table: string, rows: Row | readonly Row[]): void {
    this.addInsert(table, rows, undefined)
  }

  /** Inserts rows, or overwrites `update` columns (all but the key by default) where the key exists. */
  upsert(
    table: string,
    keys: readonly string[],
    rows: Row | readonly Row[],
    update?: readonly string[],
  ): void {
    const list = toList(rows)
    const columns = Object.keys(list[0] ?? {}).filter((column) => !keys.includes(column))
    const sets = (update ?? columns).map((it) => `${checked(it)} = excluded.${checked(it)}`)
    const action = sets.length ? `do update set ${sets.join(', ')}` : 'do nothing'
    this.addInsert(table, list, `on conflict (${keys.map(checked).join(', ')}) ${action}`)
  }

  /** Changes the one row that `key` names (include `version` to guard it); not finding it is a conflict. */
  update(table: string, key: Row, changes: Row): void {
    this.operations.push({ kind: 'update', table, key, changes })
  }

  /** Changes many rows, each found by its `keys` columns; all rows have the same columns. */
  updateMany(table: string, keys: readonly string[], rows: readonly Row[]): void {
    if (!rows.length) return
    const columns = Object.keys(rows[0] ?? {}).filter((column) => !keys.includes(column))
    this.operations.push({
      kind: 'update-many',
      table,
      keys: [...keys],
      rows: [...rows],
      columns,
    })
  }

  /** Whether nothing was asked for. */
  get isEmpty(): boolean {
    return this.operations.length === 0
  }

  private addInsert(table: string, rows: Row | readonly Row[], onConflict: string | undefined): void {
    const list = toList(rows)
    const [first] = list
    if (!first) return
    const columns = Object.keys(first)
    const shape = `${table} ${columns.join()} ${onConflict ?? ''}`
    const last = this.operations.at(-1)
    if (last?.kind === 'insert' && last.shape === shape) last.rows.push(...list)
    else this.operations.push({ kind: 'insert', table, rows: [...list], columns, onConflict, shape })
  }

  /** Whether rows travel together, for which the types of their columns have to be known. */
  get needsTypes(): boolean {
    return this.operations.some((it) => it.kind === 'insert' && it.rows.length > 1)
  }

  /** The statement and its parameters. */
  toStatement(types?: ColumnTypes): { text: string; values: unknown[] } {
    const shape = this.operations.map(shapeOf).join('\n')
    let text = texts.get(shape)
    if (text === undefined) {
      text = toText(this.operations, types)
      texts.set(shape, text)
    }
    return { text, values: valuesOf(this.operations) }
  }
}

const toList = (rows: Row | readonly Row[]): readonly Row[] => (Array.isArray(rows) ? rows : [rows as Row])

/** What decides the SQL of an operation, and nothing of its values. */
function shapeOf(operation: Operation): string {
  switch (operation.kind) {
    case 'insert':
      return `${operation.rows.length === 1 ? 'insert' : 'insert many'} ${operation.shape}`
    case 'update':
      return `update ${operation.table} ${Object.keys(operation.changes).join()} ${Object.keys(operation.key).join()}`
    case 'update-many':
      return `update many ${operation.table} ${operation.columns.join()} ${operation.keys.join()}`
  }
}

const isCounted = (operation: Operation): boolean => operation.kind !== 'insert'

function toText(operations: readonly Operation[], types: ColumnTypes | undefined): string {
  let parameters = 0
  const next = (): string => `$${++parameters}`
  const parts = operations.map((it, index) => `w${index} as (${toSql(it, next, types)})`)
  if (!parts.length) return 'select 1'
  const counted = operations.flatMap((it, index) =>
    isCounted(it) ? [`(select count(*) from w${index})`] : [],
  )
  const end = counted.length
    ? `select platform.expect_written(${next()}::bigint, ${counted.join(' + ')})`
    : 'select 1'
  return `with ${parts.join(',\n')}\n${end}`
}

/** The parameters, in the order in which `toText` names them. */
function valuesOf(operations: readonly Operation[]): unknown[] {
  const values: unknown[] = []
  let expected = 0
  for (const operation of operations) {
    if (operation.kind === 'update') {
      for (const column in operation.changes) values.push(toParameter(operation.changes[column]))
      for (const column in operation.key) values.push(toParameter(operation.key[column]))
      expected += 1
    } else if (operation.kind === 'update-many') {
      values.push(JSON.stringify(operation.rows))
      expected += operation.rows.length
    } else {
      const { rows, columns } = operation
      const [first, second] = rows
      for (const [index, column] of columns.entries())
        values.push(second ? toColumnArray(rows, column, index === 0) : toParameter(first?.[column]))
    }
  }
  if (operations.some(isCounted)) values.push(expected)
  return values
}

function toSql(operation: Operation, parameter: () => string, types: ColumnTypes | undefined): string {
  const table = checkedTable(operation.table)
  switch (operation.kind) {
    case 'insert':
      return insertSql(operation, parameter, types?.get(table))
    case 'update': {
      const sets = Object.keys(operation.changes).map((column) => `${checked(column)} = ${parameter()}`)
      const finds = Object.keys(operation.key).map((column) => `${checked(column)} = ${parameter()}`)
      return `update ${table} set ${sets.join(', ')} where ${finds.join(' and ')} returning 1`
    }
    case 'update-many': {
      const sets = operation.columns.map((column) => `${checked(column)} = r.${checked(column)}`)
      const finds = operation.keys.map((key) => `t.${checked(key)} = r.${checked(key)}`)
      return `update ${table} t set ${sets.join(', ')} from jsonb_populate_recordset(null::${table}, ${parameter()}::jsonb) r where ${finds.join(' and ')} returning 1`
    }
  }
}

/** One row goes as parameters, many as an array for each column, so that the text of the statement stays the same. */
function insertSql(
  { table, rows, columns, onConflict }: Insert,
  parameter: () => string,
  types: ReadonlyMap<string, string> | undefined,
): string {
  const names = columns.map(checked)
  const typed = (name: string): { name: string; type: string } => {
    const type = types?.get(name)
    if (type === undefined) throw new Error(`the type of ${table}.${name} is not known`)
    if (type.endsWith('[]')) throw new Error(`${table}.${name} is an array, which cannot travel in one`)
    return { name, type }
  }
  const source =
    rows.length === 1
      ? `values (${names.map(parameter).join(', ')})`
      : selectFromArrays(names.map(typed), parameter)
  return `insert into ${table} (${names.join(', ')}) ${source}${onConflict ? ` ${onConflict}` : ''}`
}
