/**
 * Resumes every case whose suspension has run out, each in an act of its own, as the system. A case that a dispatcher
 * resumed in the same moment refuses it, and holds up no other.
 */
import { Problem } from '#domain/problem.ts'
import type { Act } from '#platform/act.ts'
import { systemActor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { takeCaseAction } from './take-case-action.ts'

/** How many cases went on; `onRefused` hears of those that did not. */
export async function resumeSuspendedCases(
  act: Act,
  db: Database,
  now: Date,
  onRefused: (caseId: string, problem: Problem) => void = () => {},
): Promise<number> {
  const due = await db.rows<{ adcode: string; id: string; version: number }>(
    `select adcode, id, version from cases.cases
     where state = 'suspended' and suspended_until <= ($1::timestamptz at time zone 'Asia/Shanghai')::date`,
    [now],
  )
  let resumed = 0
  for (const { adcode, id, version } of due) {
    const problem = await act(
      systemActor(adcode, '系统 system'),
      takeCaseAction('resume'),
      { id, note: '' },
      { requestId: `resume:${id}:${version}` },
    ).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof Problem && error.kind !== 'unavailable') return error
        throw error
      },
    )
    if (problem) onRefused(id, problem)
    else resumed += 1
  }
  return resumed
}
