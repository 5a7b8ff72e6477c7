/** One no-report zone, for those that change it. */
import type { Validity } from '#domain/geography/validity.ts'
import type { Database } from '#platform/database/database.ts'

/** When a zone begins and ends; undefined when the county has no such zone. */
export async function findNoReportZone(
  db: Database,
  adcode: string,
  id: string,
): Promise<Validity | undefined> {
  const [row] = await db.rows<Validity>(
    'select valid_from as "validFrom", valid_to as "validTo" from geography.no_report_zones where adcode = $1 and id = $2',
    [adcode, id],
  )
  return row
}
