/** Cases that were taken over from another system, as they were then: by the entry that opened them. */

import { carriedReportNumber } from '#domain/cases/carried-over/carried-case.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { evolve } from '#domain/cases/evolve.ts'
import type { Database } from '#platform/database/database.ts'
import { toEntry } from '../store.ts'

/** A case as it was when it was taken over, and what became of its photos since. */
export type FoundCarried = {
  readonly caseId: string
  readonly cutOver: string
  /** What the old system said of it. */
  readonly said: Readonly<Record<string, unknown>>
  /** The record after the opening entry alone, whatever happened since. */
  readonly opened: CaseRecord
}

const statement = `
  select a.* from cases.cases c join cases.case_actions a on a.adcode = c.adcode and a.case_id = c.id and a.seq = 1
  where c.adcode = $1 and c.report_number = any($2::text[]) and a.action = 'carryOver'`

/** The cases of the county that were taken over under `oldNumbers`, by that number. */
export async function findCarried(
  db: Database,
  adcode: string,
  oldNumbers: readonly string[],
): Promise<Map<string, FoundCarried>> {
  const rows = await db.rows<Record<string, unknown>>(statement, [
    adcode,
    oldNumbers.map((it) => carriedReportNumber(adcode, it)),
  ])
  return new Map(rows.map((row) => toFound(row)))
}

function toFound(row: Record<string, unknown>): [string, FoundCarried] {
  const entry = toEntry(row)
  const carried = entry.data['carried'] as { cutOver: string; said: Record<string, unknown> }
  const { cutOver, said } = carried
  return [
    String(said['oldNumber']),
    { caseId: entry.caseId, cutOver, said, opened: evolve(undefined, entry) },
  ]
}
