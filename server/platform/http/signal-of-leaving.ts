/** Ends with the connection: work for somebody who has closed the page is given up. */
import type { FastifyReply } from 'fastify'

/** A signal that is given when the caller goes before the answer was sent. */
export function signalOfLeaving({ raw }: Pick<FastifyReply, 'raw'>): AbortSignal {
  const control = new AbortController()
  raw.once('close', () => {
    if (!raw.writableEnded) control.abort()
  })
  return control.signal
}
