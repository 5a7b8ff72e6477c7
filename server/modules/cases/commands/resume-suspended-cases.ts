/** Resumes every case whose suspension has run out, each in an act of its own, as the system. */
import type { Act } from '#platform/act.ts'
import { systemActor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { takeCaseAction } from './take-case-action.ts'

/** How many cases went on. */
export async function resumeSuspendedCases(act: Act, db: Database, now: Date): Promise<number> {
  const due = await db.rows<{ adcode: string; id: string; version: number }>(
    `select adcode, id, version from cases.cases
     where state = 'suspended' and suspended_until <= ($1::timestamptz at time zone 'Asia/Shanghai')::date`,
    [now],
  )
  for (const { adcode, id, version } of due)
    await act(
      systemActor(adcode, '系统 system'),
      takeCaseAction('resume'),
      { id, note: '' },
      { requestId: `resume:${id}:${version}` },
    )
  return due.length
}
