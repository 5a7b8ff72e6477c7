/** Closes a person's account: no sign-in any more, and open sessions end within a second. */
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { findAccount } from '../queries/list-accounts.ts'
import { writeDisabling } from '../store.ts'

export const disablePerson: Command<{ username: string }, { id: string }> = {
  name: 'person.disable',
  permission: 'person.manage',
  async run({ db, adcode, now, write, announce, concerns }, { username }) {
    const account = await findAccount(db, adcode, username)
    if (!account) throw IdentityProblem.personUnknown({ id: username })
    concerns(account.id)
    if (account.disabledAt) return { id: account.id }
    writeDisabling(write, adcode, account.id, now)
    announce({ name: 'person.disabled', subjectId: account.id })
    return { id: account.id }
  },
}
