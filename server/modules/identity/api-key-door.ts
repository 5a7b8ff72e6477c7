/** An API key is made here and shown once; what is stored is its hash. */
import type { z } from 'zod'
import type { createApiKeyEndpoint } from '#domain/identity/api-key-contract.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { createApiKey } from './commands/create-api-key.ts'
import { keyBegins } from './queries/find-key.ts'
import { hashToken, newSessionToken } from './session-token.ts'

/** How much of a key is kept to tell it from others. */
const startLength = keyBegins.length + 6

/** Makes a key; where the same request came before, there is none to show. */
export async function makeApiKey(
  { act, actor, requestId }: HandlerContext,
  input: z.output<typeof createApiKeyEndpoint.body>,
): Promise<z.input<typeof createApiKeyEndpoint.reply>> {
  const key = `${keyBegins}${newSessionToken()}`
  const tokenStart = key.slice(0, startLength)
  const made = await act(
    actor,
    createApiKey,
    { ...input, tokenHash: hashToken(key), tokenStart },
    { requestId },
  )
  return { id: made.id, key: made.start === tokenStart ? key : null }
}
