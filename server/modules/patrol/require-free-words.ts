/** A shift is found by its name and by its mark, so neither may stand for another one of the organisation. */
import { PatrolProblem } from '#domain/patrol/problems.ts'
import type { Database } from '#platform/database/database.ts'
import { findShifts } from './store.ts'

/** Throws when another shift in use has the name or the mark. */
export async function requireFreeWords(
  db: Database,
  adcode: string,
  organisationId: string,
  { id, name, mark }: { id?: string; name: string; mark: string },
): Promise<void> {
  for (const it of await findShifts(db, adcode, { organisationId })) {
    if (it.id === id || it.endsOn !== null) continue
    const word = it.name === name ? name : it.mark === mark ? mark : undefined
    if (word !== undefined) throw PatrolProblem.shiftNameTaken({ word })
  }
}
