/**
 * Cookies of the house. Where the connection is encrypted they carry the prefix `__Host-`, by which a browser promises that
 * no other host and no plain connection has set them; an unprefixed one is then not looked at. All are kept from scripts,
 * and none travels with a request that another site began (`SameSite=Strict`): the desk is a page that asks for everything
 * by itself, so a link from elsewhere still finds its session.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The name that a server carries where encryption is certain although the last hop before it is plain. */
export const alwaysSecure = 'isAlwaysSecure'

const isSecure = (request: FastifyRequest): boolean =>
  request.protocol === 'https' || request.server.hasDecorator(alwaysSecure)

const nameFor = (request: FastifyRequest, name: string): string =>
  isSecure(request) ? `__Host-${name}` : name

/** What the cookie `name` of ours holds in this request. */
export const readOwnCookie = (request: FastifyRequest, name: string): string | undefined =>
  request.cookies[nameFor(request, name)]

/** Sets the cookie `name` for `seconds`. */
export function setOwnCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  { value, seconds }: { readonly value: string; readonly seconds: number },
): void {
  reply.setCookie(nameFor(request, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure(request),
    maxAge: Math.floor(seconds),
  })
}

/** Forgets the cookie `name`. */
export const clearOwnCookie = (request: FastifyRequest, reply: FastifyReply, name: string): void => {
  reply.clearCookie(nameFor(request, name), { path: '/', secure: isSecure(request) })
}
