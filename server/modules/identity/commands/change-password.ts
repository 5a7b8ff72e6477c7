/** Changes the own password, after the present one was found right; other sessions end, and this one gets another token. */
import { findPasswordFault, PasswordProblem } from '#domain/identity/password-rule.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { hashPassword, isPasswordOf } from '../password.ts'
import { getPerson, listUsedPasswords } from '../queries/find-person.ts'
import { getSecurity } from '../security-settings.ts'
import { writePassword } from '../store.ts'
import { planRenewal, type Renewal } from './renew-session.ts'

export type ChangePassword = {
  readonly present: string
  /** The hash that the present one was found to fit. */
  readonly presentHash: string
  readonly password: string
  /** The session it is done from, which goes on under another token. */
  readonly renewal: Renewal
}

type Changed = { readonly endedSessions: number; readonly expiresAt: string }

export const changePassword: Command<ChangePassword, Changed> = {
  name: 'session.change-password',
  permission: 'signed-in',
  auditInput: () => ({}),
  fingerprintInput: () => ({}),
  async run(context, { present, presentHash, password, renewal }) {
    const { db, adcode, actor, now, write, concerns } = context
    const person = await getPerson(db, adcode, actor.id)
    if (person.isDemonstration) throw IdentityProblem.demonstrationPassword({})
    if (person.passwordHash !== presentHash) throw PasswordProblem.wrong({})
    const { password: rule } = await getSecurity(db, adcode)
    const fault = present === password ? 'unchanged' : findPasswordFault(password, person.username, rule)
    if (fault) throw PasswordProblem.weak({ fault, ...rule })
    for (const used of await listUsedPasswords(db, adcode, actor.id, rule.history))
      if (await isPasswordOf(used, password)) throw PasswordProblem.weak({ fault: 'used-before', ...rule })
    concerns(actor.id)
    writePassword(write, adcode, person, { passwordHash: await hashPassword(password), now })
    return planRenewal(context, renewal)
  },
}
