/** Whom a leader's word on a case is for, by name, and until when a supervision is to be answered. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { addressed } from '#domain/cases/inputs.ts'
import type { CaseSettings } from '#domain/cases/settings.ts'
import { hourMs } from '#domain/catalogue/calendar-date.ts'
import { addWork } from '#domain/catalogue/calendar-time.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Database } from '#platform/database/database.ts'
import { getClockContext } from './case-context.ts'

export type Addressed = (typeof addressed)[number]
export type Reader = { readonly id: string; readonly name: string }

const centrePosts = ['dispatcher', 'shift_leader']

/** The people on that side of the case, each once. */
export function findAddressed(
  db: Database,
  { adcode, leadUnitId }: Pick<CaseRecord, 'adcode' | 'leadUnitId'>,
  to: Addressed,
): Promise<Reader[]> {
  return db.rows<Reader>(
    `select distinct p.id, p.name from identity.person_facts p
       join identity.post_facts h on h.adcode = p.adcode and h.person_id = p.id
     where p.adcode = $1 and ($2::boolean and h.post = 'unit' and p.organisation_id = $3::uuid
       or $4::boolean and h.post = any($5::text[])) order by p.name, p.id`,
    [adcode, to !== 'centre', leadUnitId, to !== 'unit', centrePosts],
  )
}

const dayMs = 24 * hourMs

type Asked = {
  readonly db: Database
  readonly adcode: string
  readonly now: Date
  readonly record: Pick<CaseRecord, 'leadUnitId'>
  readonly settings: Pick<CaseSettings, 'supervisionAnswerHours'>
}

/** The end of the named day, or the office hours that the county has set, on the calendar of the unit. */
export async function answerDue(
  { db, adcode, now, record, settings }: Asked,
  dueOnDate: string | undefined,
): Promise<{ dueAt: string; dueOnDate: string }> {
  if (dueOnDate !== undefined) {
    const end = Date.parse(`${dueOnDate}T00:00:00+08:00`) + dayMs
    return { dueAt: new Date(end).toISOString(), dueOnDate }
  }
  const { calendars } = await getClockContext(db, adcode, now, record.leadUnitId)
  const due = new Date(addWork(calendars.unit, now.getTime(), settings.supervisionAnswerHours * hourMs))
  return { dueAt: due.toISOString(), dueOnDate: chinaDayOf(due) }
}
