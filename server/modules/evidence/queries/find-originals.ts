/** Photos by the file they came as, so that the same one is not taken twice. */
import type { Database } from '#platform/database/database.ts'

/** Of the photos of `ids`, their id by the hash of the original file. */
export async function findOriginals(
  db: Database,
  adcode: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  const rows = await db.rows<{ id: string; original_hash: string }>(
    'select id, original_hash from evidence.photos where adcode = $1 and id = any($2::uuid[])',
    [adcode, ids],
  )
  return new Map(rows.map((row) => [row.original_hash, row.id]))
}
