/** Lets somebody see a telephone number in full; the audit line keeps who asked and why, and not the number. */
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { getPerson } from '../queries/find-person.ts'

export const unmaskPhone: Command<{ id: string; reason: string }, { granted: true }> = {
  name: 'person.unmask-phone',
  permission: 'person.manage',
  async run({ db, adcode, concerns }, { id }) {
    const { keptPhone } = await getPerson(db, adcode, id)
    if (keptPhone === null) throw IdentityProblem.noPhone({})
    concerns(id)
    return { granted: true }
  },
}
