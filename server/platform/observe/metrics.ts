/**
 * Figures about the running house in Prometheus' format. What happens is counted as it is told (count-deeds.ts); how
 * things stand is asked when somebody reads. Labels are names of ours (routes, commands, codes), never persons or rows.
 */
import { statfs } from 'node:fs/promises'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { steadyMilliseconds } from '../clock.ts'
import type { House } from '../house.ts'
import { countDeeds } from './count-deeds.ts'
import type { HouseGauge } from './house-gauge.ts'
import { readJobStates, readRelayState } from './house-state.ts'
import { countConnections } from './observed-pool.ts'

export type Metrics = {
  /** All figures now, as text. */
  read(): Promise<string>
  readonly contentType: string
  close(): void
}

type Options = {
  readonly house: Pick<House, 'database' | 'live'>
  readonly version: string
  /** Folders whose free space is told, by the name they get. */
  readonly folders: Readonly<Record<string, string>>
  readonly gauges?: readonly HouseGauge[]
}

type Collector = () => Promise<void> | void
type MakeGauge = <L extends string>(name: string, help: string, labelNames?: readonly L[]) => Gauge<L>

/** The database is asked how relay and jobs stand no more often than this, in milliseconds. */
const freshFor = 5_000

/** Begins to count. */
export function startMetrics(options: Options): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 10 })
  const gauge: MakeGauge = (name, help, labelNames = []) =>
    new Gauge({ name: `jingwei_${name}`, help, labelNames, registers: [registry] })
  gauge('build_info', 'The version that runs', ['version']).set({ version: options.version }, 1)
  const stopCounting = countDeeds(registry)
  const collectors = [
    collectProcess(gauge, options),
    collectFolders(gauge, options),
    collectDatabase(gauge, options),
    ...(options.gauges ?? []).map((it) => collectOwn(gauge, it)),
  ]
  return {
    contentType: registry.contentType,
    read: async () => {
      await Promise.all(collectors.map((it) => it()))
      return registry.metrics()
    },
    close: () => {
      stopCounting()
      registry.clear()
    },
  }
}

function collectProcess(gauge: MakeGauge, { house }: Options): Collector {
  const connections = gauge('database_connections', 'Connections, and requests waiting for one', ['state'])
  const live = gauge('live_clients', 'Screens that are connected for live pushes')
  return () => {
    for (const [state, count] of Object.entries(countConnections())) connections.set({ state }, count)
    live.set(house.live.size)
  }
}

function collectFolders(gauge: MakeGauge, { folders }: Options): Collector {
  const disk = gauge('disk_free_bytes', 'Free space of a folder', ['folder'])
  return async () => {
    for (const [folder, path] of Object.entries(folders)) {
      const found = await statfs(path).catch(() => undefined)
      if (found) disk.set({ folder }, found.bavail * found.bsize)
      else disk.remove({ folder })
    }
  }
}

function collectDatabase(gauge: MakeGauge, { house: { database } }: Options): Collector {
  const isUp = gauge('database_up', 'Whether the database answered at this reading')
  const relayWaiting = gauge('relay_waiting', 'Announcements not yet handed on')
  const relayAge = gauge('relay_age_seconds', 'Age of the oldest announcement not yet handed on')
  const jobs = gauge('jobs', 'Jobs by queue and state; those done are left out', ['queue', 'state'])
  const ask = freshly(async () => ({
    relay: await readRelayState(database.house),
    counts: await readJobStates(database.house),
  }))
  return async () => {
    const state = await ask().catch(() => undefined)
    isUp.set(state ? 1 : 0)
    if (!state) return
    relayWaiting.set(state.relay.waiting)
    relayAge.set(state.relay.oldestSeconds)
    jobs.reset()
    for (const { queue, state: name, count } of state.counts) jobs.set({ queue, state: name }, count)
  }
}

function collectOwn(gauge: MakeGauge, { name, help, read }: HouseGauge): Collector {
  const own = gauge(name, help)
  return async () => {
    const value = await read().catch(() => undefined)
    if (value === undefined) own.remove()
    else own.set(value)
  }
}

/** The answer of `ask`, not asked again while it is fresh or under way. */
function freshly<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: { at: number; answer: Promise<T> } | undefined
  return () => {
    const now = steadyMilliseconds()
    if (asked && now - asked.at <= freshFor) return asked.answer
    const mine = { at: now, answer: ask() }
    asked = mine
    mine.answer.catch(() => {
      if (asked === mine) asked = undefined
    })
    return mine.answer
  }
}
