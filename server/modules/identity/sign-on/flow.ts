/**
 * A sign-in on its way to a provider and back. All that is known of it lies sealed in a cookie of ten minutes that only this
 * browser has and no script reads, so beginning one writes nothing: whoever begins a million fills no table. What comes back
 * fits only the browser that began it, and only once.
 */
import { randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'
import { Problem } from '#domain/problem.ts'
import { clearOwnCookie, readOwnCookie, setOwnCookie } from '#platform/http/own-cookie.ts'
import type { Sealer } from '#platform/sealing/sealer.ts'

const Flow = z.object({
  /** Names this sign-in to the provider and back. */
  state: z.string(),
  nonce: z.string(),
  /** Whose hash the provider was told (PKCE). */
  verifier: z.string(),
  code: z.string(),
  /** Where in the desk to go on. */
  to: z.string(),
  /** Who links their account; null where somebody signs in. */
  personId: z.string().nullable(),
  until: z.number(),
})
export type Flow = z.infer<typeof Flow>

const cookie = 'jingwei_sign_on'
const context = 'identity.sign-on-flow'
const seconds = 600
const newSecret = (): string => randomBytes(32).toString('base64url')

type Parts = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly sealer: Sealer
  readonly now: Date
}

/** Begins one and puts it into the cookie, in the place of an earlier one. */
export function beginFlow(
  { request, reply, sealer, now }: Parts,
  it: Pick<Flow, 'code' | 'to' | 'personId'>,
): Flow {
  const until = now.getTime() + seconds * 1000
  const flow = { ...it, state: newSecret(), nonce: newSecret(), verifier: newSecret(), until }
  setOwnCookie(request, reply, cookie, { value: sealer.seal(JSON.stringify(flow), context), seconds })
  return flow
}

/** Takes the one that this browser began with the provider `code` out of the cookie; throws `sign-on.over`. */
export function takeFlow({ request, reply, sealer, now }: Parts, code: string): Flow {
  const sealed = readOwnCookie(request, cookie)
  if (!sealed) throw SignOnProblem.over({})
  clearOwnCookie(request, reply, cookie)
  const flow = openFlow(sealer, sealed)
  if (flow?.code !== code || flow.until <= now.getTime()) throw SignOnProblem.over({})
  return flow
}

/** What a cookie says; nothing where it was not sealed here. */
function openFlow(sealer: Sealer, sealed: string): Flow | undefined {
  try {
    return Flow.parse(JSON.parse(sealer.open(sealed, context)))
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}
