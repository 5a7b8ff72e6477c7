/**
 * Gives the session of somebody whose rights have just changed another token, and ends their other sessions: whoever knew
 * a token from before has nothing of it. The session is as old as it was, and ends when it would have.
 */
import type { Context } from '#platform/act.ts'
import { endSessions } from '../end-sessions.ts'
import { getOpenSession, listOpenSessions } from '../queries/find-open-sessions.ts'
import type { Session } from '../queries/find-session.ts'
import { type NewSession, writeSession } from '../store.ts'

/** The session that is renewed, and what it becomes. */
export type Renewal = {
  readonly tokenHash: string
  readonly next: Pick<NewSession, 'id' | 'tokenHash'>
}

/** Hands over the rows of the renewal; answers how many other sessions end with it, and when this one will. */
export async function planRenewal(
  context: Context,
  { tokenHash, next }: Renewal,
): Promise<{ endedSessions: number; expiresAt: string }> {
  const { db, adcode, actor, now, write } = context
  const session = await getOpenSession(db, tokenHash, now)
  const open = await listOpenSessions(db, adcode, actor.id, now)
  endSessions(context, actor.id, open, { renewedId: (actor as Session).sessionId })
  writeSession(write, { ...session, ...next, adcode, personId: actor.id })
  return { endedSessions: open.length - 1, expiresAt: session.expiresAt.toISOString() }
}
