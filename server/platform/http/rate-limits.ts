/**
 * How many requests a minute are taken: from an address, from a person, and with a key (a bearer token, as programs
 * bring). What is over is refused with 429 and the seconds to wait. The counts are in the memory of this process and
 * each is raised in one step, so that a thousand at once are counted exactly; a restart forgets them.
 */
import { hash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { RequestProblem } from '../problems.ts'

/** Requests a minute; 0 sets no limit. */
export type RateLimits = {
  readonly perAddress: number
  readonly perPerson: number
  readonly perKey: number
}

export type RateLimiter = {
  /** Counts a request by the address it comes from; throws `request.too-many`. */
  countAddress(request: FastifyRequest): Promise<void>
  /** Counts a request by who sends it: a person, or the key that a program brings. */
  countSender(sender: { readonly personId: string; readonly key: string | undefined }): Promise<void>
}

const windowSeconds = 60

/** One household of IPv6 has a network of 64 bits, and would else have as many counts as it likes. */
export const networkOf = (address: string): string => {
  if (!isIPv6(address)) return address
  if (address.startsWith('::ffff:')) return address.slice(7)
  const [head = '', tail = ''] = address.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const gap = address.includes('::') ? 8 - left.length - right.length : 0
  const groups = [...left, ...Array<string>(Math.max(0, gap)).fill('0'), ...right]
  return groups
    .slice(0, 4)
    .map((it) => it.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** Makes the counters of one server. */
export function createRateLimiter({ perAddress, perPerson, perKey }: RateLimits): RateLimiter {
  const counterOf = (points: number) =>
    points > 0 ? new RateLimiterMemory({ points, duration: windowSeconds }) : undefined
  const [addresses, people, keys] = [perAddress, perPerson, perKey].map(counterOf)
  return {
    countAddress: ({ ip }) => count(addresses, networkOf(ip)),
    countSender: ({ personId, key }) =>
      key === undefined ? count(people, personId) : count(keys, hash('sha256', key, 'base64url')),
  }
}

/** Raises a count by `points`; throws `request.too-many` where that is over. */
export async function count(counter: RateLimiterMemory | undefined, key: string, points = 1): Promise<void> {
  await counter?.consume(key, points).catch((refused: unknown) => {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw RequestProblem.tooMany({ retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)) })
  })
}
