/** Gives a person another password; whoever is signed in under that account must sign in again. */
import { findPasswordFault, PasswordProblem } from '#domain/identity/password-rule.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { endSessions } from '../end-sessions.ts'
import { hashPassword } from '../password.ts'
import { listOpenSessions } from '../queries/find-open-sessions.ts'
import { getPerson } from '../queries/find-person.ts'
import { findAccount } from '../queries/list-accounts.ts'
import { getSecurity } from '../security-settings.ts'
import { writePassword } from '../store.ts'

type SetPassword = { readonly username: string; readonly password: string }

export const setPassword: Command<SetPassword, { id: string; endedSessions: number }> = {
  name: 'person.set-password',
  permission: 'person.manage',
  auditInput: ({ username }) => ({ username }),
  fingerprintInput: ({ username }) => ({ username }),
  async run(context, { username, password }) {
    const { db, adcode, now, write, concerns } = context
    const account = await findAccount(db, adcode, username)
    if (!account) throw IdentityProblem.personUnknown({ id: username })
    if (account.isDemonstration) throw IdentityProblem.demonstrationPassword({})
    const { password: rule } = await getSecurity(db, adcode)
    const fault = findPasswordFault(password, username, rule)
    if (fault) throw PasswordProblem.weak({ fault, ...rule })
    concerns(account.id)
    const sessions = await listOpenSessions(db, adcode, account.id, now)
    const person = await getPerson(db, adcode, account.id)
    writePassword(write, adcode, person, { passwordHash: await hashPassword(password), now })
    endSessions(context, account.id, sessions)
    return { id: account.id, endedSessions: sessions.length }
  },
}
