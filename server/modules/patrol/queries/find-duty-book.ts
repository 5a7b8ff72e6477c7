/** The book of duties around an instant, as the rule of duty reads it. */
import { chinaDayOf } from '#domain/china-time.ts'
import type { DutyBook } from '#domain/patrol/duty.ts'
import { type DutyFact, dutyFactColumns, toDutyBook } from '#domain/patrol/duty-facts.ts'
import type { Database } from '#platform/database/database.ts'

/** All lines of the day of `at`, and all that runs then. */
export const findDutyBook = async (db: Database, adcode: string, at: Date): Promise<DutyBook> =>
  toDutyBook(
    await db.rows<DutyFact>(
      `select ${dutyFactColumns} from patrol.duty_facts
       where adcode = $1 and ((from_at <= $2 and to_at > $2) or on_date = $3)`,
      [adcode, at, chinaDayOf(at)],
    ),
  )
