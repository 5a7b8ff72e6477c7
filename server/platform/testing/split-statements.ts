/** Cuts SQL into its statements: at semicolons that stand outside of quotes, dollar quotes and comments. */
const tokens = /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$[a-z_]*\$)[\s\S]*?\1|;/g

/** The statements with their text as it stands, without the semicolons; comments alone are none. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let from = 0
  for (const { 0: token, index } of sql.matchAll(tokens)) {
    if (token !== ';') continue
    statements.push(sql.slice(from, index))
    from = index + 1
  }
  statements.push(sql.slice(from))
  return statements.filter((it) => it.replaceAll(/--[^\n]*/g, '').trim() !== '')
}
