/** Photos by id. */
import type { Database } from '#platform/database/database.ts'

/** The files of a photo. */
export async function findPhotoFiles(
  db: Database,
  adcode: string,
  id: string,
): Promise<{ file: string; thumbnail: string } | undefined> {
  const [row] = await db.rows<{ file: string; thumbnail: string }>(
    'select file, thumbnail from evidence.photos where adcode = $1 and id = $2 and erased_at is null',
    [adcode, id],
  )
  return row
}

/** The first of `ids` that is no photo of the county; a held one is none, but for those of `held`. */
export async function findMissingPhoto(
  db: Database,
  adcode: string,
  ids: readonly string[],
  held: readonly string[] = [],
): Promise<string | undefined> {
  const rows = await db.rows<{ id: string }>(
    `select id from evidence.photos where adcode = $1 and id = any($2::uuid[]) and erased_at is null
       and (not is_held or id = any($3::uuid[]))`,
    [adcode, ids, held],
  )
  const known = new Set(rows.map((row) => row.id))
  return ids.find((id) => !known.has(id))
}
