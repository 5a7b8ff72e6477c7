/** The names of the county's areas, by which an address begins. */
import type { NamedArea } from '#domain/geography/said-areas.ts'
import type { Database } from '#platform/database/database.ts'

/** The county, its towns and communities as they are now. */
export const findAreaNames = (db: Database, adcode: string): Promise<NamedArea[]> =>
  db.rows<NamedArea>(
    'select distinct code, name from geography.areas where adcode = $1 and valid_to is null',
    [adcode],
  )
