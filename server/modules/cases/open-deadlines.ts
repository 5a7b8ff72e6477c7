/** Open cases whose deadlines a calendar may move, and what their clocks are reckoned by. */
import type { ClockContext } from '#domain/cases/case-clocks.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { CountyCalendars } from '#modules/catalogue/index.ts'
import type { Database } from '#platform/database/database.ts'
import { getCaseSettings } from './case-settings.ts'
import { recordColumns, toRecord } from './store.ts'

const batchSize = 100

/** The open cases of a county with a deadline, a batch at a time. */
export async function* openCases(db: Database, adcode: string): AsyncGenerator<CaseRecord[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await db.rows<Record<string, unknown>>(
      `select ${recordColumns} from cases.cases c
       where c.adcode = $1 and c.id > $2 and c.ended_at is null
         and (c.clock_due_at is not null or c.dispose_due_at is not null)
       order by c.id limit ${batchSize}`,
      [adcode, after],
    )
    const last = rows.at(-1)
    if (!last) return
    after = String(last['id'])
    yield rows.map(toRecord)
  }
}

/** What deadlines are reckoned by, with the calendars given. */
export async function contextWith(
  db: Database,
  adcode: string,
  now: Date,
  calendars: CountyCalendars,
): Promise<ClockContext> {
  const settings = await getCaseSettings(db, adcode)
  const office = calendars.byId('office')
  return {
    now,
    settings,
    calendars: {
      office,
      collectors: calendars.byId('collectors'),
      unit: office,
      byId: (id) => calendars.byId(id),
    },
  }
}
