/** Being asked to stop: the first signal asks, a later one forces. */
import { steadyMilliseconds } from '#platform/clock.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

// Ctrl-C reaches us twice: from the terminal, and passed on by the npm or the bootstrap that started us.
const sameRequestMilliseconds = 1_000

export type StopSignals = {
  /** Aborted as soon as stopping is asked for. */
  readonly signal: AbortSignal
  /** Resolves when stopping is asked for. */
  readonly asked: Promise<void>
  /** Listens no more. */
  dispose(): void
}

/** Listens for signals; `force` is called when somebody asks again. */
export function listenForStop(force: () => void): StopSignals {
  const controller = new AbortController()
  let askedAt: number | undefined
  const onSignal = (): void => {
    if (askedAt === undefined) {
      askedAt = steadyMilliseconds()
      controller.abort()
    } else if (steadyMilliseconds() - askedAt > sameRequestMilliseconds) force()
  }
  for (const signal of signals) process.on(signal, onSignal)
  return {
    signal: controller.signal,
    asked: new Promise((resolve) =>
      controller.signal.addEventListener('abort', () => resolve(), { once: true }),
    ),
    dispose: () => {
      for (const signal of signals) process.off(signal, onSignal)
    },
  }
}
