/** Who has a case in hand, by name. */
import type { CaseRow } from '#domain/cases/contract.ts'
import type { Database } from '#platform/database/database.ts'
import { namesOfPeople } from '../case-names.ts'

type Holder = CaseRow['holder']

/** The holder in a row of `cases.cases`. */
export function toHolder(row: Record<string, unknown>, names: ReadonlyMap<string, string>): Holder {
  const [id, since] = [row['holder_id'], row['held_at']]
  return typeof id === 'string' && since instanceof Date
    ? { id, name: names.get(id) ?? '—', since: since.toISOString() }
    : null
}

/** Who has the case of `id` in hand now. */
export async function findHolder(db: Database, adcode: string, id: string): Promise<Holder> {
  const [row] = await db.rows<{ holder_id: string; held_at: Date }>(
    'select holder_id, held_at from cases.cases where adcode = $1 and id = $2 and holder_id is not null',
    [adcode, id],
  )
  return row ? toHolder(row, await namesOfPeople(db, adcode, [row.holder_id])) : null
}
