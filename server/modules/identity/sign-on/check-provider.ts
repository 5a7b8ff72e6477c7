/** Asks a provider for its description, so that who has set it sees whether it answers. */
import type { z } from 'zod'
import type { checkProviderEndpoint } from '#domain/identity/sign-on-contract.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import type { ProviderClients } from './provider-clients.ts'
import { getProvider } from './queries/find-provider.ts'

/** What it answers now; throws `sign-on.unavailable`. */
export async function checkProvider(
  clients: ProviderClients,
  context: HandlerContext,
  { id }: z.output<typeof checkProviderEndpoint.params>,
): Promise<z.input<typeof checkProviderEndpoint.reply>> {
  const provider = await getProvider(context.db, context.actor.adcode, id)
  const { issuer, end_session_endpoint: end } = (await clients.askAnew(provider, context)).serverMetadata()
  return { issuer, signsOut: end !== undefined }
}
