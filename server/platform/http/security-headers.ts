/**
 * What every answer tells a browser it may do. There are three policies: our pages run scripts of this server alone
 * and speak to it alone; the page of the API document draws itself with styles in its tags, so it may; and anything
 * else (JSON, files, photos) is no page, so it may do nothing, should somebody open it as one.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'

const joined = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`.trim())
    .join('; ')

/**
 * For our pages. Maps and pictures are drawn from `blob:` and `data:`, the readers of maps and video are workers.
 * No script and no style stands in a page itself; styles that scripts set on an element are no matter of the policy.
 */
const ofPages = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'media-src': "'self' blob:",
  'connect-src': "'self'",
  'worker-src': "'self' blob:",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'object-src': "'none'",
}

const pagePolicy = joined(ofPages)
/** The page that shows the API document sets styles in its tags. */
const documentPolicy = joined({ ...ofPages, 'style-src': "'self' 'unsafe-inline'" })
const filePolicy = joined({ 'default-src': "'none'", 'frame-ancestors': "'none'", sandbox: '' })

const pages = /^\/(?:desk|screen)(?:[/?]|$)/
const document = /^\/api\/docs(?:[/?]|$)/

/** The content security policy for the answer to `url` (path with search). */
export function policyFor(url: string): string {
  if (pages.test(url)) return pagePolicy
  return document.test(url) ? documentPolicy : filePolicy
}

/** A year; it is said over HTTPS alone, since over HTTP a browser must not heed it. */
const strictTransport = 'max-age=31536000; includeSubDomains'

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=(), clipboard-write=(self), fullscreen=(self)',
}

/** Puts them on an answer; what a route has set itself stays. */
export function addSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(always).header('x-request-id', request.id)
  if (!reply.hasHeader('content-security-policy'))
    reply.header('content-security-policy', policyFor(request.url))
  if (request.protocol === 'https') reply.header('strict-transport-security', strictTransport)
}

/** The same as lines of a raw answer, for what is no request that could be understood. */
export const securityHeaderLines = (): string =>
  Object.entries({ ...always, 'content-security-policy': filePolicy })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
