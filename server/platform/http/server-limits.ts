/**
 * How long a caller may take and how much a request may be before anybody has looked at it: a head that drips in, a
 * body that never ends, a head of 64 KB. Behind them stand thousands who wait.
 */
import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { securityHeaderLines } from './security-headers.ts'

export type ServerLimits = {
  /** How long the head of a request may take. */
  readonly headMilliseconds: number
  /** How long a body that is no file may take; a file has as long as a whole request. */
  readonly bodyMilliseconds: number
  /** How long a request may take to arrive, a file of gigabytes over a slow line too. */
  readonly requestMilliseconds: number
  /** How often it is looked for those that take too long. */
  readonly lookEveryMilliseconds: number
}

export const usualLimits: ServerLimits = {
  headMilliseconds: 20_000,
  bodyMilliseconds: 60_000,
  requestMilliseconds: 1_800_000,
  lookEveryMilliseconds: 5_000,
}

/** The largest head of a request, its address and all its headers together. */
const mostHeadBytes = 16_384

/** The options of the web server that hold `limits`. */
export const serverOptions = (limits: ServerLimits) => ({
  requestTimeout: limits.requestMilliseconds,
  // Whoever still comes while the server ends is told so in a sentence of ours.
  return503OnClosing: false,
  http: {
    maxHeaderSize: mostHeadBytes,
    headersTimeout: limits.headMilliseconds,
    connectionsCheckingInterval: limits.lookEveryMilliseconds,
    // What is no HTTP to the letter is refused: two readers that differ about where a request ends can be tricked.
    insecureHTTPParser: false,
  },
  clientErrorHandler: refuseUnreadable,
})

const statusOfCode: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** What can be said of a request that is none: the status, and nothing of what was wrong with it. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const status = statusOfCode[error.code ?? ''] ?? '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\n${securityHeaderLines()}content-length: 0\r\nconnection: close\r\n\r\n`)
}

/** Cuts a body off that does not end in time; one that is a file is left to the limit of the whole request. */
export function limitBody({ raw, headers }: FastifyRequest, { bodyMilliseconds }: ServerLimits): void {
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
  if (!hasBody || headers['content-type']?.startsWith('multipart/')) return
  const timer = setTimeout(() => raw.destroy(), bodyMilliseconds)
  timer.unref()
  const done = (): void => clearTimeout(timer)
  raw.once('end', done).once('close', done)
}
