/**
 * A house: an open database with everything that acts on it. The server adds a web server to one; the command
 * line, the simulator and the tests use it as it is.
 */
import { type Act, createAct } from './act.ts'
import { type AuditKeeper, createAuditKeeper, linkAlgorithmOf } from './audit/audit-keeper.ts'
import type { SealPlaces } from './audit/seals.ts'
import type { Clock } from './clock.ts'
import { connectDatabase, type Database } from './database/database.ts'
import { createLive, type Live } from './http/live.ts'
import { createLiveViews, type LiveViews } from './http/live-view.ts'
import { reviewRights } from './http/review-rights.ts'
import { createJobs, type Jobs } from './jobs/jobs.ts'
import type { Log } from './log.ts'
import type { Module } from './module.ts'
import { createRelay, type Relay } from './relay/relay.ts'
import { sealingJob } from './sealing/seal-everything.ts'
import type { SealedColumn } from './sealing/sealed-column.ts'
import type { Sealer } from './sealing/sealer.ts'

export type House = {
  /** Behind the wall of the house itself. */
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly sealer: Sealer
  readonly modules: readonly Module[]
  readonly act: Act
  /** Links the audit, seals and proves it. */
  readonly audit: AuditKeeper
  readonly relay: Relay
  readonly jobs: Jobs
  readonly live: Live
  readonly liveViews: LiveViews
  close(): Promise<void>
}

export type HouseOptions = {
  readonly url: string
  readonly clock: Clock
  readonly log: Log
  /** Seals what only the program may read; its keys lie outside the database. */
  readonly sealer: Sealer
  readonly modules: readonly Module[]
  /** Where heads of the audit are sealed; without it they are only linked. */
  readonly sealPlaces?: SealPlaces
  readonly poolSize?: number
  /** Throws where the disk has no room for another change. */
  readonly requireRoom?: (() => void) | undefined
}

/** The sealed columns of all modules. */
export const sealedColumnsOf = (modules: readonly Module[]): SealedColumn[] =>
  modules.flatMap((it) => it.sealed ?? [])

const prefixOf = (name: string): string => name.split('.')[0] ?? name

/** Opens a house on a migrated database. Relay and jobs rest until they are started. */
export function openHouse(options: HouseOptions): House {
  const { url, clock, log, sealer, modules, poolSize } = options
  const reachOf = modules.flatMap((it) => it.reachOf ?? [])[0]
  // Jobs, reactions, relay, listeners and what they remember see all; commands and queries are given the wall of a person.
  const database = connectDatabase(url, {
    log,
    ...(poolSize ? { size: poolSize } : {}),
    ...(reachOf ? { reachOf } : {}),
  }).house
  const constraints = Object.assign({}, ...modules.map((it) => it.constraints ?? {}))
  const policies = Object.assign({}, ...modules.map((it) => it.live ?? {})) as NonNullable<Module['live']>
  const live = createLive((actor, it) => policies[prefixOf(it.name)]?.(actor, it) ?? false)
  const liveViews = createLiveViews({ database, clock, log, sealer })
  const act = createAct({
    database,
    clock,
    sealer,
    constraints,
    afterCommit: () => relay.wake(),
    requireRoom: options.requireRoom,
  })
  const audit = createAuditKeeper({
    database,
    clock,
    log,
    signer: sealer,
    algorithm: () => linkAlgorithmOf(sealer.listKeys()),
    places: options.sealPlaces,
  })
  const jobs = createJobs({
    context: { act, db: database, clock, log, sealer },
    reactions: modules.flatMap((it) => it.reactions ?? []),
    jobs: [...modules.flatMap((it) => it.jobs ?? []), sealingJob(sealedColumnsOf(modules))],
  })
  const listeners = modules.flatMap((it) => it.listeners ?? []).map((make) => make(database))
  const relay = createRelay({
    database,
    log,
    listeners: [
      ...listeners,
      reviewRights(modules, [live, liveViews]),
      (it) => live.push(it),
      liveViews.hear,
      (it) => (jobs.isRunning ? jobs.listener(it) : undefined),
    ],
  })
  return {
    database,
    clock,
    log,
    sealer,
    modules,
    act,
    audit,
    relay,
    jobs,
    live,
    liveViews,
    close: async () => {
      live.close()
      liveViews.close()
      await relay.stop()
      await jobs.stop()
      await audit.stop()
      await database.close()
    },
  }
}
