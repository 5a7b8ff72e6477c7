/**
 * Many rows as one array for each column, which PostgreSQL reads several times as fast as the same rows in JSON. A
 * column whose values are all alike travels as an array of one.
 */

/** The text that stands for one value in an array: quoted, whatever it holds. */
function toElement(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return String(value)
    case 'string':
      return `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`
    default:
      // JSON holds no raw control character, so to quote it once more escapes just what an array wants escaped.
      return value instanceof Date ? `"${value.toISOString()}"` : JSON.stringify(JSON.stringify(value))
  }
}

/** The values of `column` as the text of an array; `isWhole` keeps every element, so that the rows are counted by it. */
export function toColumnArray(
  rows: readonly Readonly<Record<string, unknown>>[],
  column: string,
  isWhole: boolean,
): string {
  const first = rows[0]?.[column]
  if (!isWhole && rows.every((row) => row[column] === first)) return `{${toElement(first)}}`
  let text = '{'
  for (const row of rows) text += `${text.length > 1 ? ',' : ''}${toElement(row[column])}`
  return `${text}}`
}

/** A select of the rows in such arrays; `parameter` names the next parameter, once for each column. */
export function selectFromArrays(
  columns: readonly { name: string; type: string }[],
  parameter: () => string,
): string {
  const arrays = columns.map(({ name, type }) => ({ name, array: `${parameter()}::${type}[]` }))
  const values = arrays.map(({ name, array }, index) =>
    index === 0 ? `u.${name}` : `case cardinality(${array}) when 1 then (${array})[1] else u.${name} end`,
  )
  const unnested = arrays.map(({ array }) => array).join(', ')
  return `select ${values.join(', ')} from unnest(${unnested}) u(${arrays.map(({ name }) => name).join(', ')})`
}
