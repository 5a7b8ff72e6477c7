/** Changes the own password, after the present one was found right; other sessions of the person end. */
import { findPasswordFault, PasswordProblem } from '#domain/identity/password-rule.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { hashPassword } from '../password.ts'
import { getPerson } from '../queries/find-person.ts'
import { findOpenSessions } from '../queries/list-open-sessions.ts'
import { writePassword, writeSessionEnds } from '../store.ts'

export type ChangePassword = {
  readonly present: string
  readonly password: string
  /** The session it is done from, which goes on. */
  readonly tokenHash: string
}

export const changePassword: Command<ChangePassword, { endedSessions: number }> = {
  name: 'session.change-password',
  permission: 'signed-in',
  auditInput: () => ({}),
  fingerprintInput: () => ({}),
  async run({ db, adcode, actor, now, write, concerns }, { present, password, tokenHash }) {
    const person = await getPerson(db, adcode, actor.id)
    if (person.isDemonstration) throw IdentityProblem.demonstrationPassword({})
    const fault = present === password ? 'unchanged' : findPasswordFault(password, person.username)
    if (fault) throw PasswordProblem.weak({ fault })
    concerns(actor.id)
    const others = (await findOpenSessions(db, adcode, actor.id, now)).filter((it) => it !== tokenHash)
    writePassword(write, adcode, actor.id, await hashPassword(password))
    writeSessionEnds(write, others, now)
    return { endedSessions: others.length }
  },
}
