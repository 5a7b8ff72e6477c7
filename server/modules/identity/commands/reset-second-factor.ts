/** Takes away the second factor of somebody who has lost it; their sessions end, and they may begin another. */
import { IdentityProblem } from '#domain/identity/problems.ts'
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { endSessions } from '../end-sessions.ts'
import { listOpenSessions } from '../queries/find-open-sessions.ts'
import { getPerson } from '../queries/find-person.ts'
import { findSecondFactor, isOn, listRecoveryHashes } from '../queries/find-second-factor.ts'
import { findAccount } from '../queries/list-accounts.ts'
import { writeFactor, writeRecoveryUses } from '../second-factor-store.ts'

/** By id at the desk, by user name from the command line. */
type Whose = { readonly id: string } | { readonly username: string }

export const resetSecondFactor: Command<Whose, { id: string }> = {
  name: 'second-factor.reset',
  permission: 'security.manage',
  async run(context: Context, whose) {
    const { db, adcode, actor, now, write, concerns } = context
    const id = 'id' in whose ? whose.id : (await findAccount(db, adcode, whose.username))?.id
    if (id === undefined) throw IdentityProblem.personUnknown({ id: Object.values(whose).join() })
    if (actor.id === id) throw SecurityProblem.own({})
    const person = await getPerson(db, adcode, id)
    const factor = await findSecondFactor(db, adcode, id)
    concerns(person.id)
    if (!factor || !isOn(factor)) throw SecurityProblem.none({})
    writeFactor(write, adcode, id, factor, { ended_at: now })
    writeRecoveryUses(write, adcode, id, await listRecoveryHashes(db, adcode, id), now)
    endSessions(context, id, await listOpenSessions(db, adcode, id, now))
    return { id }
  },
}
