/** Where a browser goes on to when somebody signs out who came through a provider. */
import * as oidc from 'openid-client'
import { isSafeAddress } from '#domain/identity/sign-on.ts'
import { Problem } from '#domain/problem.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import type { ProviderClients } from './provider-clients.ts'
import { findProviderToLeave } from './queries/find-provider.ts'

/** The page of the provider that ends the session there; null where it has none, is away, or the county does not want it. */
export async function findEndAddress(
  clients: ProviderClients,
  context: HandlerContext,
  tokenHash: string,
): Promise<string | null> {
  const provider = await findProviderToLeave(context.db, tokenHash)
  if (!provider) return null
  const configuration = await clients.ask(provider, context).catch((error: unknown) => {
    // Here everything has ended already; that the provider is away was logged.
    if (error instanceof Problem) return undefined
    throw error
  })
  if (!configuration?.serverMetadata().end_session_endpoint) return null
  const { href } = oidc.buildEndSessionUrl(configuration, {
    post_logout_redirect_uri: `${provider.settings.houseUrl}/desk/sign-in`,
  })
  return isSafeAddress(href, clients) ? href : null
}
