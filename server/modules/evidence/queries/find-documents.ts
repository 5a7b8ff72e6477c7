/** Documents by id. */
import type { DocumentView } from '#domain/evidence/document.ts'
import type { Database } from '#platform/database/database.ts'

export type KeptDocument = DocumentView & { readonly file: string }

/** Those of `ids` that are documents of the county, in the order of `ids`. */
export async function findDocuments(
  db: Database,
  adcode: string,
  ids: readonly string[],
): Promise<KeptDocument[]> {
  if (!ids.length) return []
  const rows = await db.rows<KeptDocument>(
    'select id, name, kind, bytes, file from evidence.documents where adcode = $1 and id = any($2::uuid[])',
    [adcode, ids],
  )
  const byId = new Map(rows.map((it) => [it.id, it]))
  return ids.flatMap((it) => byId.get(it) ?? [])
}
