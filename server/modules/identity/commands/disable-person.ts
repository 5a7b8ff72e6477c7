/** Closes a person's account from the command line: no sign-in any more, and open sessions end within a second. */
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { findAccount } from '../queries/list-accounts.ts'
import { planClosing } from './close-account.ts'

export const disablePerson: Command<{ username: string }, { id: string }> = {
  name: 'person.disable',
  permission: 'person.manage',
  async run(context, { username }) {
    const account = await findAccount(context.db, context.adcode, username)
    if (!account) throw IdentityProblem.personUnknown({ id: username })
    context.concerns(account.id)
    await planClosing(context, account.id)
    return { id: account.id }
  },
}
