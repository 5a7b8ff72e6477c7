/** Takes away the second factor of somebody who has lost it; their sessions end, and they may begin another. */
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { listOpenSessions } from '../queries/find-open-sessions.ts'
import { getPerson } from '../queries/find-person.ts'
import { findSecondFactor, isOn, listRecoveryHashes } from '../queries/find-second-factor.ts'
import { writeFactor, writeRecoveryUses } from '../second-factor-store.ts'
import { writeSessionEnds } from '../store.ts'

export const resetSecondFactor: Command<{ id: string }, { id: string }> = {
  name: 'second-factor.reset',
  permission: 'security.manage',
  async run(context: Context, { id }) {
    const { db, adcode, actor, now, write, concerns } = context
    if (actor.id === id) throw SecurityProblem.own({})
    const person = await getPerson(db, adcode, id)
    const factor = await findSecondFactor(db, adcode, id)
    concerns(person.id)
    if (!factor || !isOn(factor)) throw SecurityProblem.none({})
    writeFactor(write, adcode, id, factor, { ended_at: now })
    writeRecoveryUses(write, adcode, id, await listRecoveryHashes(db, adcode, id), now)
    writeSessionEnds(write, await listOpenSessions(db, adcode, id, now), now)
    return { id }
  },
}
