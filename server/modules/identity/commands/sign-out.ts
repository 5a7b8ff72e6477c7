/** Ends a session on the server. */
import type { Command } from '#platform/act.ts'
import { endSessions } from '../end-sessions.ts'

export const endSession: Command<{ tokenHash: string }, { ended: true }> = {
  name: 'session.end',
  permission: 'signed-in',
  auditInput: () => ({}),
  async run(context, { tokenHash }) {
    const { actor, concerns } = context
    endSessions(context, actor.id, [tokenHash])
    concerns(actor.id)
    return { ended: true }
  },
}
