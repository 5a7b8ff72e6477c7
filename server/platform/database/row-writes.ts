/**
 * The rows a command wants written, gathered and then sent as ONE statement, which commits by itself: state,
 * log, audit line and announcements land together or not at all. An update may be guarded by the version it
 * was decided on; if somebody was faster, nothing is written and the act decides again.
 */
export type Row = Readonly<Record<string, unknown>>

type Insert = {
  kind: 'insert'
  table: string
  rows: Row[]
  columns: string[]
  onConflict: string | undefined
}
type Update = { kind: 'update'; table: string; key: Row; changes: Row }
type UpdateMany = { kind: 'update-many'; table: string; keys: string[]; rows: Row[]; columns: string[] }
type Operation = Insert | Update | UpdateMany

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
 * Objects and arrays become JSON; everything else goes to the driver as it is. Callers never stringify: the same
 * row may travel alone (as parameters) or among many (as one JSON value).
 */
const toParameter = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !(value instanceof Date) && !Buffer.isBuffer(value)
    ? JSON.stringify(value)
    : value

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
    this.operations.push({ kind: 'update', table: checkedTable(table), key, changes })
  }

  /** Changes many rows, each found by its `keys` columns; all rows have the same columns. */
  updateMany(table: string, keys: readonly string[], rows: readonly Row[]): void {
    if (!rows.length) return
    const columns = Object.keys(rows[0] ?? {}).filter((column) => !keys.includes(column))
    this.operations.push({
      kind: 'update-many',
      table: checkedTable(table),
      keys: keys.map(checked),
      rows: [...rows],
      columns: columns.map(checked),
    })
  }

  /** Whether nothing was asked for. */
  get isEmpty(): boolean {
    return this.operations.length === 0
  }

  private addInsert(table: string, rows: Row | readonly Row[], onConflict: string | undefined): void {
    const list = toList(rows)
    if (!list.length) return
    const columns = Object.keys(list[0] ?? {}).map(checked)
    const last = this.operations.at(-1)
    if (
      last?.kind === 'insert' &&
      last.table === table &&
      last.onConflict === onConflict &&
      last.columns.join() === columns.join()
    )
      last.rows.push(...list)
    else
      this.operations.push({
        kind: 'insert',
        table: checkedTable(table),
        rows: [...list],
        columns,
        onConflict,
      })
  }

  /** The statement and its parameters. */
  toStatement(): { text: string; values: unknown[] } {
    const values: unknown[] = []
    const parameter = (value: unknown): string => `$${values.push(toParameter(value))}`
    const parts: string[] = []
    const counted: string[] = []
    let expected = 0
    for (const [index, operation] of this.operations.entries()) {
      const name = `w${index}`
      parts.push(`${name} as (${toSql(operation, parameter)})`)
      if (operation.kind === 'insert') continue
      counted.push(`(select count(*) from ${name})`)
      expected += operation.kind === 'update-many' ? operation.rows.length : 1
    }
    const end = counted.length
      ? `select platform.expect_written(${parameter(expected)}::bigint, ${counted.join(' + ')})`
      : 'select 1'
    return { text: parts.length ? `with ${parts.join(',\n')}\n${end}` : end, values }
  }
}

const toList = (rows: Row | readonly Row[]): readonly Row[] => (Array.isArray(rows) ? rows : [rows as Row])

const findsOf = (key: Row, parameter: (value: unknown) => string): string =>
  Object.entries(key)
    .map(([column, value]) => `${checked(column)} = ${parameter(value)}`)
    .join(' and ')

function toSql(operation: Operation, parameter: (value: unknown) => string): string {
  switch (operation.kind) {
    case 'insert':
      return insertSql(operation, parameter)
    case 'update': {
      const sets = Object.entries(operation.changes).map(
        ([column, value]) => `${checked(column)} = ${parameter(value)}`,
      )
      return `update ${operation.table} set ${sets.join(', ')} where ${findsOf(operation.key, parameter)} returning 1`
    }
    case 'update-many': {
      const { table, keys, columns } = operation
      const sets = columns.map((column) => `${column} = r.${column}`).join(', ')
      const finds = keys.map((key) => `t.${key} = r.${key}`).join(' and ')
      return `update ${table} t set ${sets} from jsonb_populate_recordset(null::${table}, ${parameter(JSON.stringify(operation.rows))}::jsonb) r where ${finds} returning 1`
    }
  }
}

/** One row goes as parameters, many as one JSON value, so that the text of the statement stays the same. */
function insertSql(operation: Insert, parameter: (value: unknown) => string): string {
  const { table, rows, columns, onConflict } = operation
  const target = `insert into ${table} (${columns.join(', ')})`
  const [only] = rows
  const source =
    rows.length === 1 && only
      ? `values (${columns.map((column) => parameter(only[column])).join(', ')})`
      : `select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, ${parameter(JSON.stringify(rows))}::jsonb)`
  return `${target} ${source}${onConflict ? ` ${onConflict}` : ''} returning 1`
}
