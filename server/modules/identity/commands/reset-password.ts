/** Gives a person a password that somebody else knows, so that it must be changed at the next sign-in. */
import { administrationsIn } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { endSessions } from '../end-sessions.ts'
import { listOpenSessions } from '../queries/find-open-sessions.ts'
import { getPerson } from '../queries/find-person.ts'
import { writePassword } from '../store.ts'

export type ResetPassword = {
  readonly id: string
  readonly passwordHash: string
  /** Names this making of a password, so that a repeated request can tell that it made none. */
  readonly stamp: string
}

export const resetPassword: Command<ResetPassword, { id: string; stamp: string }> = {
  name: 'person.reset-password',
  permission: 'person.manage',
  auditInput: ({ id }) => ({ id }),
  fingerprintInput: ({ id }) => ({ id }),
  async run(context, { id, passwordHash, stamp }) {
    const { db, adcode, now, write, concerns } = context
    const person = await getPerson(db, adcode, id)
    if (person.isDemonstration) throw IdentityProblem.demonstrationPassword({})
    if (person.disabledAt) throw IdentityProblem.personDisabled({ name: person.name })
    // With it the system administrator could sign in as who grants rights, or as who reads what he did.
    const [post] = administrationsIn(person.posts).filter((it) => it !== 'sysadmin')
    if (post) throw IdentityProblem.administratorPassword({ post })
    concerns(id)
    writePassword(write, adcode, person, { passwordHash, mustChange: true, now })
    endSessions(context, id, await listOpenSessions(db, adcode, id, now))
    return { id, stamp }
  },
}
