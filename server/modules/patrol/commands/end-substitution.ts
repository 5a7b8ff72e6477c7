/** Ends a substitution early, or withdraws it before it has begun. */
import { PatrolProblem } from '#domain/patrol/problems.ts'
import type { Command } from '#platform/act.ts'
import { announceChange } from '../announce-change.ts'
import { getManagedPerson } from '../organisation-for.ts'
import { getAbsence } from '../queries/get-absence.ts'
import { guardBook, writeAbsenceEnd } from '../store.ts'

export const endSubstitution: Command<{ id: string }, { id: string }> = {
  name: 'substitution.end',
  permission: 'roster.manage',
  async run(context, { id }) {
    const { db, adcode, now, write, concerns } = context
    const found = await getAbsence(db, adcode, 'substitutions', id)
    if (!found) throw PatrolProblem.substitutionUnknown({ id })
    const person = await getManagedPerson(context, found.personId)
    concerns(found.personId)
    if (found.withdrawnAt !== null || found.to <= now) throw PatrolProblem.substitutionOver({})
    await guardBook(context)
    writeAbsenceEnd(write, 'patrol.substitutions', adcode, found, now)
    announceChange(context, person.organisationId)
    return { id }
  },
}
