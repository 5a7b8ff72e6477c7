/** Opens a session for somebody whose password was found right. */
import type { Command } from '#platform/act.ts'
import { accountKey, findSignInFailures } from '../queries/find-sign-in-failures.ts'
import { writeFailures, writeSession } from '../store.ts'

export type OpenSession = {
  personId: string
  /** The user name where sign-ins had failed before, which is forgotten now. */
  username?: string | null
  tokenHash: string
  hours: number
}

export const openSession: Command<OpenSession, { expiresAt: string }> = {
  name: 'session.open',
  permission: 'session.open',
  auditInput: ({ personId }) => ({ personId }),
  async run({ db, adcode, now, write, concerns }, { personId, username, tokenHash, hours }) {
    const [failed] = username ? await findSignInFailures(db, accountKey(username), null) : []
    if (failed) writeFailures(write, failed, { ...failed, count: 0, lastAt: now, waitUntil: null })
    const expiresAt = new Date(now.getTime() + hours * 3_600_000)
    writeSession(write, { tokenHash, adcode, personId, createdAt: now, expiresAt })
    concerns(personId)
    return { expiresAt: expiresAt.toISOString() }
  },
}
