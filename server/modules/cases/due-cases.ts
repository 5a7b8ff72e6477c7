/** Ended cases whose time has come by a rule of retention. */
import type { Database } from '#platform/database/database.ts'

/** Those that ended before, but for the ones that are held. */
export type DueCases = { readonly endedBefore: string; readonly heldCaseIds: readonly string[] }

/** The values of `$1` (county), `$2` and `$3` in a query about them. */
export const valuesOfDue = (adcode: string, { endedBefore, heldCaseIds }: DueCases): unknown[] => [
  adcode,
  endedBefore,
  heldCaseIds,
]

/** How many rows wait; `from` is the query from its `from` on. */
export async function countDue(db: Database, adcode: string, from: string, cases: DueCases): Promise<number> {
  const [row] = await db.rows<{ count: number }>(
    `select count(*)::int as count ${from}`,
    valuesOfDue(adcode, cases),
  )
  return row?.count ?? 0
}
