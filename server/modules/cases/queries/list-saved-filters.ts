/** Saved filters: one's own, and those that colleagues of the same organisation and post share. */
import type { SavedFilter } from '#domain/cases/saved-filter.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'

export const listSavedFilters: Query<object, { filters: SavedFilter[] }> = {
  name: 'case-filter.list',
  async run({ db, actor }) {
    const filters = await db.rows<SavedFilter>(
      `select id, name, queue, query, is_shared as "isShared", owner_id = $2 as "isMine", owner_name as "ownerName", version
       from cases.saved_filters
       where adcode = $1 and removed_at is null and (owner_id = $2
         or (is_shared and organisation_id is not distinct from $3 and posts ?| $4::text[]))
       order by owner_id = $2 desc, name, id`,
      [actor.adcode, actor.id, actor.organisationId, actor.posts],
    )
    return { filters }
  },
}

export type SharedFilter = {
  readonly id: string
  readonly name: string
  readonly ownerName: string
  readonly version: number
}

/** The lists that somebody shares with colleagues. */
export const findSharedFilters = (db: Database, adcode: string, ownerId: string): Promise<SharedFilter[]> =>
  db.rows<SharedFilter>(
    `select id, name, owner_name as "ownerName", version from cases.saved_filters
     where adcode = $1 and owner_id = $2 and removed_at is null and is_shared order by name`,
    [adcode, ownerId],
  )

/** A saved filter as commands see it. */
export async function findSavedFilter(
  db: Database,
  adcode: string,
  id: string,
): Promise<{ ownerId: string; version: number; isRemoved: boolean } | undefined> {
  const [row] = await db.rows<{ ownerId: string; version: number; isRemoved: boolean }>(
    `select owner_id as "ownerId", version, removed_at is not null as "isRemoved"
     from cases.saved_filters where adcode = $1 and id = $2`,
    [adcode, id],
  )
  return row
}
