/** What somebody has in work: read for the screen that plans a departure, and again by the act that carries it out. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { WorkKind } from '#domain/cases/departure-contract.ts'
import { workOf } from '#domain/cases/handing-over.ts'
import type { Database } from '#platform/database/database.ts'
import { recordColumns, toRecord } from './store.ts'

export type OwnCase = {
  readonly record: CaseRecord
  readonly work: readonly WorkKind[]
  readonly holdVersion: number
}

/** What people call the case. */
export const numberOf = ({ number, reportNumber }: CaseRecord): string => number ?? reportNumber

/** The open cases in which `personId` has something to do, the most urgent first. */
export async function findOwnCases(db: Database, adcode: string, personId: string): Promise<OwnCase[]> {
  const rows = await db.rows<Record<string, unknown> & { holder_id: string | null; hold_version: number }>(
    `select ${recordColumns}, c.holder_id, c.hold_version from cases.cases c
     where c.adcode = $1 and c.ended_at is null
       and (c.handler_id = $2 or c.task_holder_id = $2 or c.holder_id = $2)
     order by c.clock_due_at nulls last, c.id`,
    [adcode, personId],
  )
  return rows.flatMap((row) => {
    const record = toRecord(row)
    const work = workOf(record, personId, row.holder_id)
    return work.length ? [{ record, work, holdVersion: row.hold_version }] : []
  })
}
