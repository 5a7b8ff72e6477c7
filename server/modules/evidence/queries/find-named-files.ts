/** Which files of the store a row speaks of. */
import type { Database } from '#platform/database/database.ts'

/** Those of `names` that a photo not erased or a document of any county names. */
export async function findNamedFiles(db: Database, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ name: string }>(
    `select name from unnest($1::text[]) name where
       exists (select from evidence.photos p where p.erased_at is null and p.file = name)
       or exists (select from evidence.photos p where p.erased_at is null and p.thumbnail = name)
       or exists (select from evidence.documents d where d.file = name)`,
    [names],
  )
  return new Set(rows.map((it) => it.name))
}
