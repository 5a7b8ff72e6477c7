/**
 * The browser somebody signs in with, as far as it is known: a cookie of random bits that outlives the session, of which
 * only the hash is kept, beside the accounts that have signed in with it. It opens nothing; it only keeps a count of its own.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { readOwnCookie, setOwnCookie } from '#platform/http/own-cookie.ts'
import { hashToken, newSessionToken } from './session-token.ts'

const deviceCookie = 'jingwei_device'
const keepSeconds = 365 * 86_400

/** The hash of the device a request comes from, if it shows one. */
export function findDeviceHash(request: FastifyRequest): string | null {
  const shown = readOwnCookie(request, deviceCookie)
  return shown && /^[\w-]{40,60}$/.test(shown) ? hashToken(shown) : null
}

/** Names the device of a request: the name it shows where an account knows it, and otherwise one made here. */
export function nameDevice(request: FastifyRequest, reply: FastifyReply, isKnown: boolean): string {
  const value = (isKnown && readOwnCookie(request, deviceCookie)) || newSessionToken()
  setOwnCookie(request, reply, deviceCookie, { value, seconds: keepSeconds })
  return hashToken(value)
}
