/** After many names came at once: statistics and the waiting part of the indexes are brought up to date, so that the next search is quick. */
import type { Database } from '#platform/database/database.ts'

const indexes = ['place_names_pairs', 'place_names_slips', 'place_names_threes']

/** Changes nothing that anybody could see. */
export async function refreshNameIndexes(db: Database): Promise<void> {
  for (const index of indexes)
    await db.rows('select gin_clean_pending_list($1::regclass)', [`geography.${index}`])
  await db.rows('analyze geography.places, geography.place_names')
}
