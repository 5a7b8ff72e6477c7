/** After many places came at once: the database learns how many there are, so that the next search takes the right index. */
import type { Database } from '#platform/database/database.ts'

/** Changes nothing that anybody could see. */
export async function refreshPlaceStatistics(db: Database): Promise<void> {
  await db.rows('select geography.refresh_place_statistics()')
}
