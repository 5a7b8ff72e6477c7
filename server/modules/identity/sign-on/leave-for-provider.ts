/** Sends a browser to a provider: to sign in, or to link the account of whoever is signed in. */
import type { z } from 'zod'
import { isSafeAddress } from '#domain/identity/sign-on.ts'
import type { beginOwnLinkEndpoint, beginSignOnEndpoint } from '#domain/identity/sign-on-contract.ts'
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { requireOwnPassword } from '../session-door.ts'
import { beginFlow, type Flow } from './flow.ts'
import { authorizationAddress, type ProviderClients, unavailable } from './provider-clients.ts'
import { listLinksOfPerson } from './queries/find-link.ts'
import { getProviderInUse, type Provider } from './queries/find-provider.ts'

type Away = { address: string }
type Input<Endpoint extends { params: z.ZodType; body: z.ZodType }> = z.output<Endpoint['params']> &
  z.output<Endpoint['body']>

/** Begins to sign in. */
export async function beginSignOn(
  clients: ProviderClients,
  context: HandlerContext,
  { code, to }: Input<typeof beginSignOnEndpoint>,
): Promise<Away> {
  const provider = await getProviderInUse(context.db, code)
  return leaveFor(clients, context, provider, { to, personId: null })
}

/** Begins to link the own account; whoever only found the desk open does not know the password. */
export async function beginOwnLink(
  clients: ProviderClients,
  context: HandlerContext,
  { code, password }: Input<typeof beginOwnLinkEndpoint>,
): Promise<Away> {
  const { actor, db } = context
  await requireOwnPassword(context, password)
  const provider = await getProviderInUse(db, code)
  const links = await listLinksOfPerson(db, actor.adcode, actor.id)
  if (links.some((it) => it.providerId === provider.id)) throw SignOnProblem.alreadyLinked({})
  return leaveFor(clients, context, provider, { to: '/account', personId: actor.id })
}

async function leaveFor(
  clients: ProviderClients,
  context: HandlerContext,
  provider: Provider,
  it: Pick<Flow, 'to' | 'personId'>,
): Promise<Away> {
  const { houseUrl } = provider.settings
  const { protocol, host } = new URL(houseUrl)
  // The cookie would stay behind at the other address.
  const reached = `${protocol}//${context.request.host}`
  if (!URL.canParse(reached) || new URL(reached).host !== host) throw SignOnProblem.otherAddress({ houseUrl })
  const configuration = await clients.ask(provider, context)
  const flow = beginFlow(context, { code: provider.code, ...it })
  const address = await authorizationAddress(configuration, provider, flow)
  if (!isSafeAddress(address, clients)) throw unavailable(provider)
  return { address }
}
