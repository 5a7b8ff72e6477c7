/**
 * How the house speaks to a provider: encrypted, or with this machine where everything is made up; following nobody elsewhere;
 * and reading no more than a description or an answer can be long.
 */
import { type Allowed, isSafeAddress } from '#domain/identity/sign-on.ts'

const mostBytes = 1_048_576

/** Thrown where a provider would have the house do what it does not. */
export class UnsafeAnswer extends Error {}

/** A fetch that refuses unsafe addresses and endless answers. */
export const guardedFetch =
  (allowed: Allowed) =>
  async (address: string, options: object): Promise<Response> => {
    if (!isSafeAddress(address, allowed)) throw new UnsafeAnswer(`not a safe address: ${address}`)
    const response = await fetch(address, { ...options, redirect: 'manual' })
    const { status, statusText, headers } = response
    const body = await readLimited(response)
    // Neither of these may have a body.
    return new Response(status === 204 || status === 304 ? null : body, { status, statusText, headers })
  }

async function readLimited({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of body ?? []) {
    length += part.byteLength
    if (length > mostBytes) throw new UnsafeAnswer('an answer without end')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}
