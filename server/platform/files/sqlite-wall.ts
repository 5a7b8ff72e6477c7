/**
 * A SQLite file that somebody sent is a program as much as a file: a view may count for ever, a column may be computed to a
 * gigabyte, and SQLite in this process cannot be interrupted. So its own definitions are read before anything else is.
 */
import type { DatabaseSync } from 'node:sqlite'

/** Words of a definition that make much out of little. */
const swelling =
  /\b(?:recursive|randomblob|zeroblob|printf|format|replicate|json_each|json_tree|generate_series|generated)\b/i
/** A view as maps have it joins two tables: where the tiles are, and the pictures. */
const mostSources = 2

const sourcesOf = (sql: string): number =>
  sql.match(/\b(?:from|join)\b|,\s*\w+\s+(?:as\s+)?\w+\s+where/gi)?.length ?? 0

/** The name of what should not be read in `database`; undefined where all of it may. */
export function findHazard(database: DatabaseSync): string | undefined {
  database.exec('pragma trusted_schema = off')
  const rows = database
    .prepare("select type, name, coalesce(sql, '') as sql from sqlite_schema where type in ('table', 'view')")
    .all() as { type: string; name: string; sql: string }[]
  return rows.find(({ type, sql }) => swelling.test(sql) || (type === 'view' && sourcesOf(sql) > mostSources))
    ?.name
}
