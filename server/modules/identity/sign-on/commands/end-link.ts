/** Unlinks an account from a provider; what came in through it ends. */
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'
import type { Command } from '#platform/act.ts'
import { findLink, listLinksOfPerson } from '../queries/find-link.ts'
import { listProvidersOf } from '../queries/find-provider.ts'
import { planLinkEnds } from '../store.ts'

/** The security administrator unlinks an account of the county. */
export const endLink: Command<{ id: string }, { id: string; endedSessions: number }> = {
  name: 'sign-on.unlink',
  permission: 'security.manage',
  async run(context, { id }) {
    const { db, adcode, concerns } = context
    const link = await findLink(db, adcode, id)
    if (!link) throw SignOnProblem.linkUnknown({ id })
    concerns(link.personId)
    return { id, endedSessions: await planLinkEnds(context, [link]) }
  },
}

/** Somebody unlinks the own account. */
export const endOwnLink: Command<{ code: string }, { endedSessions: number }> = {
  name: 'sign-on.unlink-own',
  permission: 'signed-in',
  async run(context, { code }) {
    const { db, adcode, actor, concerns } = context
    const provider = (await listProvidersOf(db, adcode)).find((it) => it.code === code)
    if (!provider) throw SignOnProblem.unknownProvider({ code })
    const links = await listLinksOfPerson(db, adcode, actor.id)
    const link = links.find((it) => it.providerId === provider.id)
    if (!link) throw SignOnProblem.linkUnknown({ id: code })
    concerns(actor.id)
    return { endedSessions: await planLinkEnds(context, [link]) }
  },
}
