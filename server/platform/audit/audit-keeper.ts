/** Keeps the audit provable while a house runs: links what was written, seals the head every hour, at the end and when asked. */
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import type { Log } from '../log.ts'
import { createChainer } from './chainer.ts'
import type { LinkAlgorithm } from './link.ts'
import { noSeals, readAllSeals, type Seal, type SealPlaces, type Signer, sealHead } from './seals.ts'
import { type AuditVerification, verifyAudit } from './verify-audit.ts'

export type AuditKeeper = {
  /** Links everything that has committed. */
  drain(): Promise<void>
  /** Links, and seals the head outside the database; undefined where there is no line, or no place to seal to. */
  seal(): Promise<Seal | undefined>
  /** Links what is waiting, then proves the chain against its seals. */
  verify(onProgress?: (lines: number, total: number) => void): Promise<AuditVerification>
  /** All seals, oldest first, as far as they hold. */
  listSeals(): Promise<readonly Seal[]>
  start(): void
  /** Links and seals a last time. */
  stop(): Promise<void>
}

type Parts = {
  database: Database
  clock: Clock
  log: Log
  signer: Signer
  algorithm: () => LinkAlgorithm
  /** Where heads are sealed; a house without one (of a benchmark) only links. */
  places?: SealPlaces | undefined
}

/** The hash of the links where these are the keys: the national profile hashes by SM3 what it links, too. */
export const linkAlgorithmOf = (keys: readonly { readonly profile: string }[]): LinkAlgorithm =>
  keys.at(-1)?.profile === 'sm' ? 'sm3' : 'sha256'

const hour = 3_600_000
const sealingKey = 530_127_004

/** Makes the keeper; it rests until it is started. */
export function createAuditKeeper({ database, clock, log, signer, algorithm, places }: Parts): AuditKeeper {
  const chainer = createChainer({ database, clock, log, algorithm })
  let timer: NodeJS.Timeout | undefined
  let sealing: Promise<Seal | undefined> = Promise.resolve(undefined)
  let isRunning = false

  const sealNow = async (): Promise<Seal | undefined> => {
    const last = await chainer.drain()
    if (!last || !places) return undefined
    // Two processes on one folder (the command line beside a server) must not give two lines the same number.
    return database.withConnection(async (client) => {
      await client.query('select pg_advisory_lock($1)', [sealingKey])
      try {
        return await sealHead(last, places, { signer, now: clock.now(), log })
      } finally {
        await client.query('select pg_advisory_unlock($1)', [sealingKey])
      }
    })
  }
  const seal = (): Promise<Seal | undefined> => {
    // One after the other: two appends at once would give two lines the same number.
    const next = sealing.catch(() => undefined).then(sealNow)
    sealing = next
    return next
  }
  const sealQuietly = (): Promise<unknown> =>
    seal().catch((error: unknown) =>
      log.error({ err: error }, 'the audit was not sealed; it will be tried again'),
    )
  const sealsOf = () => (places ? readAllSeals(places, signer) : Promise.resolve(noSeals))
  return {
    drain: async () => {
      await chainer.drain()
    },
    seal,
    verify: async (onProgress) => {
      await chainer.drain()
      return verifyAudit(database, {
        seals: await sealsOf(),
        now: clock.now(),
        ...(onProgress ? { onProgress } : {}),
      })
    },
    listSeals: async () => (await sealsOf()).seals,
    start: () => {
      isRunning = true
      chainer.start()
      timer = setInterval(sealQuietly, hour)
      timer.unref()
    },
    stop: async () => {
      if (!isRunning) return
      isRunning = false
      clearInterval(timer)
      await chainer.stop()
      await sealQuietly()
    },
  }
}
