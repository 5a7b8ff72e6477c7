/** Listening on a port, with the system's refusals told in sentences. */
import { createServer } from 'node:net'
import type { Problem } from '#domain/problem.ts'
import { StartProblem } from './start-problems.ts'

type Place = { readonly host: string; readonly port: number }

const refusals = ['EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL', 'EAFNOSUPPORT']

/** The Problem that a failure to listen is; undefined for a bug. */
export function problemOfListening(error: unknown, place: Place): Problem | undefined {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return StartProblem.portTaken(place)
  return code && refusals.includes(code) ? StartProblem.portRefused({ ...place, reason: message }) : undefined
}

/** Throws the Problem of listening at `place`; it is asked before long work, so that nobody waits in vain. */
export async function checkPlace(place: Place): Promise<void> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(problemOfListening(error, place) ?? error))
    probe.listen(place.port, place.host, () => probe.close(() => resolve()))
  })
}
