/**
 * Erases photos that may not be kept: within an act the row is marked, afterwards the files go. Files are shared by content,
 * so one that a living photo names stays.
 */
import type { Context } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'
import type { FileStore } from '#platform/files/file-store.ts'

/** Marks photos as erased: nobody is shown them any more. */
export function planErasePhotos({ adcode, now, write }: Context, ids: readonly string[]): void {
  write.updateMany(
    'evidence.photos',
    ['adcode', 'id'],
    ids.map((id) => ({ adcode, id, erased_at: now })),
  )
}

/**
 * Drops the files of photos erased since `since` that no living photo names; gives how many. Bears being run again, so
 * that a run that was cut short loses nothing.
 */
export async function dropErasedFiles(db: Database, files: FileStore, since: Date): Promise<number> {
  const rows = await db.rows<{ name: string }>(
    `select distinct f.name from evidence.photos p, lateral (values (p.file), (p.thumbnail)) f (name)
     where p.erased_at >= $1 and not exists (
       select 1 from evidence.photos q where q.erased_at is null and f.name in (q.file, q.thumbnail))`,
    [since],
  )
  for (const { name } of rows) await files.drop(name)
  return rows.length
}
