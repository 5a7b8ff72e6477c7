/** Opens a session for somebody whose password was found right. */
import type { Command } from '#platform/act.ts'
import { writeSession } from '../store.ts'

export type OpenSession = { personId: string; tokenHash: string; hours: number }

export const openSession: Command<OpenSession, { expiresAt: string }> = {
  name: 'session.open',
  permission: 'session.open',
  auditInput: ({ personId }) => ({ personId }),
  async run({ adcode, now, write, concerns }, { personId, tokenHash, hours }) {
    const expiresAt = new Date(now.getTime() + hours * 3_600_000)
    writeSession(write, { tokenHash, adcode, personId, createdAt: now, expiresAt })
    concerns(personId)
    return { expiresAt: expiresAt.toISOString() }
  },
}
