/** Ends a session on the server. */
import type { Command } from '#platform/act.ts'
import { writeSessionEnd } from '../store.ts'

export const endSession: Command<{ tokenHash: string }, { ended: true }> = {
  name: 'session.end',
  permission: 'signed-in',
  auditInput: () => ({}),
  async run({ actor, now, write, concerns }, { tokenHash }) {
    writeSessionEnd(write, tokenHash, now)
    concerns(actor.id)
    return { ended: true }
  },
}
