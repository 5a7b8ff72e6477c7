/** Ends sessions of oneself that are open elsewhere: one, or all but the one that asks. */
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { endSessions } from '../end-sessions.ts'
import { listOwnSessionHashes } from '../queries/find-open-sessions.ts'
import type { Session } from '../queries/find-session.ts'

type Ended = { readonly endedSessions: number }

export const endOtherSessions: Command<object, Ended> = {
  name: 'session.end-others',
  permission: 'signed-in',
  async run(context) {
    const { db, adcode, actor, now, concerns } = context
    const { sessionId } = actor as Session
    const open = await listOwnSessionHashes(db, adcode, actor.id, now)
    const others = open.filter((it) => it.id !== sessionId).map((it) => it.tokenHash)
    concerns(actor.id)
    endSessions(context, actor.id, others)
    return { endedSessions: others.length }
  },
}

export const endOwnSession: Command<{ id: string }, Ended> = {
  name: 'session.end-one',
  permission: 'signed-in',
  async run(context, { id }) {
    const { db, adcode, actor, now, concerns } = context
    if ((actor as Session).sessionId === id) throw IdentityProblem.sessionIsThis({})
    const open = await listOwnSessionHashes(db, adcode, actor.id, now)
    // One that has ended meanwhile, or is somebody else's, is no session of theirs: there is nothing to end.
    const meant = open.filter((it) => it.id === id).map((it) => it.tokenHash)
    concerns(actor.id)
    endSessions(context, actor.id, meant)
    return { endedSessions: meant.length }
  },
}
