/** Links an account with whom a provider means: by the person, by the security administrator, or by a claim that fits. */
import { IdentityProblem } from '#domain/identity/problems.ts'
import { maskSubject, mayBeLinkedByOthers } from '#domain/identity/sign-on.ts'
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { getPerson, type Person } from '../../queries/find-person.ts'
import { findAccount } from '../../queries/list-accounts.ts'
import { findLinkOfSubject, listLinksOfPerson } from '../queries/find-link.ts'
import { getProvider, type Provider } from '../queries/find-provider.ts'
import { writeLink } from '../store.ts'

type OfProvider = { readonly id: string; readonly subject: string }

const told = <It extends OfProvider>(it: It) => ({ ...it, subject: maskSubject(it.subject) })

/** Throws where the account or the subject is linked already. */
async function requireFree(
  { db, sealer }: Context,
  provider: Provider,
  personId: string,
  subject: string,
): Promise<void> {
  const links = await listLinksOfPerson(db, provider.adcode, personId)
  const isTaken = links.some((it) => it.providerId === provider.id)
  if (isTaken || (await findLinkOfSubject(db, sealer, provider, subject)))
    throw SignOnProblem.alreadyLinked({})
}

const requireNoAdministrator = ({ posts, appliedPosts }: Person): void => {
  if (!mayBeLinkedByOthers([...posts, ...(appliedPosts ?? [])])) throw SignOnProblem.ofAdministrator({})
}

/** The person who acts links the own account; the password was asked for when this was begun. */
export const linkOwnAccount: Command<OfProvider, { id: string }> = {
  name: 'sign-on.link-own',
  permission: 'signed-in',
  auditInput: told,
  fingerprintInput: told,
  async run(context, { id, subject }) {
    const { db, adcode, actor, concerns } = context
    const provider = await getProvider(db, adcode, id)
    await requireFree(context, provider, actor.id, subject)
    concerns(actor.id)
    const by = { linkedBy: 'self', linkedByName: actor.name } as const
    return { id: writeLink(context, provider, { personId: actor.id, subject, ...by }) }
  },
}

/** The security administrator links somebody else's account. */
export const linkAccount: Command<OfProvider & { readonly username: string }, { id: string }> = {
  name: 'sign-on.link',
  permission: 'security.manage',
  auditInput: told,
  fingerprintInput: told,
  async run(context, { id, username, subject }) {
    const { db, adcode, actor, concerns } = context
    const provider = await getProvider(db, adcode, id)
    const account = await findAccount(db, adcode, username)
    if (!account) throw IdentityProblem.personUnknown({ id: username })
    const person = await getPerson(db, adcode, account.id)
    requireNoAdministrator(person)
    await requireFree(context, provider, person.id, subject)
    concerns(person.id)
    const by = { linkedBy: 'administrator', linkedByName: actor.name } as const
    return { id: writeLink(context, provider, { personId: person.id, subject, ...by }) }
  },
}

/** The house links an account whose user name is what the provider says, as the county has allowed. */
export const linkMatchingAccount: Command<OfProvider & { readonly personId: string }, { id: string }> = {
  name: 'sign-on.link-matching',
  permission: 'session.open',
  auditInput: told,
  fingerprintInput: told,
  async run(context, { id, personId, subject }) {
    const { db, adcode, concerns } = context
    const provider = await getProvider(db, adcode, id)
    requireNoAdministrator(await getPerson(db, adcode, personId))
    await requireFree(context, provider, personId, subject)
    concerns(personId)
    const by = { linkedBy: 'match', linkedByName: provider.settings.nameZh } as const
    return { id: writeLink(context, provider, { personId, subject, ...by }) }
  },
}
