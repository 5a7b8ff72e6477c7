/**
 * Refuses a change that a page of somebody else asks a person's browser for. A browser says by itself where a request
 * began: in `Sec-Fetch-Site`, or, where the house is reached without encryption, in `Origin`. Another port of the same
 * machine and another name below the same domain are foreign too. Whoever shows a bearer token is a program that was given
 * it, and no browser adds one by itself.
 */
import type { FastifyRequest } from 'fastify'
import { RequestProblem } from '../problems.ts'

/** The bearer token of a request. */
export function bearerOf(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization
  return header?.startsWith('Bearer ') ? header.slice(7) : undefined
}

/** Throws `request.cross-site` where a request that changes something did not begin on a page of this house. */
export function refuseForeign(request: FastifyRequest, hasSessionCookie: boolean): void {
  if (bearerOf(request) !== undefined) return
  const { origin, 'sec-fetch-site': site } = request.headers
  // `none` is a person at the address line, whom no page can play.
  const isOwn =
    site !== undefined
      ? site === 'same-origin' || site === 'none'
      : origin !== undefined
        ? isOwnOrigin(origin, request)
        : !hasSessionCookie
  if (!isOwn) throw RequestProblem.crossSite({})
}

/** Host and port decide: a proxy that ends the encryption hides which scheme the browser used. */
const isOwnOrigin = (origin: string, request: FastifyRequest): boolean =>
  URL.canParse(origin) && new URL(origin).host === request.host
