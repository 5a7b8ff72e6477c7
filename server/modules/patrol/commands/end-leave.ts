/** Ends leave early, or withdraws it before it has begun. */
import { PatrolProblem } from '#domain/patrol/problems.ts'
import type { Command } from '#platform/act.ts'
import { announceChange } from '../announce-change.ts'
import { getManagedPerson } from '../organisation-for.ts'
import { getAbsence } from '../queries/get-absence.ts'
import { guardBook, writeAbsenceEnd } from '../store.ts'

export const endLeave: Command<{ id: string }, { id: string }> = {
  name: 'leave.end',
  permission: 'roster.manage',
  async run(context, { id }) {
    const { db, adcode, now, write, concerns } = context
    const leave = await getAbsence(db, adcode, 'leaves', id)
    if (!leave) throw PatrolProblem.leaveUnknown({ id })
    const person = await getManagedPerson(context, leave.personId)
    concerns(leave.personId)
    if (leave.withdrawnAt !== null || leave.to <= now) throw PatrolProblem.leaveOver({})
    await guardBook(context)
    writeAbsenceEnd(write, 'patrol.leaves', adcode, leave, now)
    announceChange(context, person.organisationId)
    return { id }
  },
}
