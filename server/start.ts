/**
 * Starts the house: database, migrations, modules, relay and jobs, the demonstration county where there is
 * nothing yet, and last the web server, so that whoever reaches it finds everything in place. What was opened is
 * closed in the opposite order, also when a later step fails.
 */
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Sentence } from '#domain/problem.ts'
import { adoptSecurity, findDemonstration, type SessionFinder } from '#modules/identity/index.ts'
import type { Config } from '#platform/config.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { watchFloor } from '#platform/files/disk-floor.ts'
import { watchDisk } from '#platform/files/disk-reserve.ts'
import { createFileStore } from '#platform/files/file-store.ts'
import type { House } from '#platform/house.ts'
import { createServer, type ServerOptions } from '#platform/http/create-server.ts'
import type { Log } from '#platform/log.ts'
import packageFile from '../package.json' with { type: 'json' }
import { openConfiguredHouse, photosFolder } from './configured-house.ts'
import { seedCounty } from './demonstration/seed-county.ts'
import { checkPlace, problemOfListening } from './listen.ts'
import { countDeeds, keepSlowStatements, traceIfWished } from './observation.ts'
import { bringShippedStandards } from './shipped-standards.ts'

export type StartOptions = {
  readonly log: Log
  /** Tells the person who started it what is being done. */
  readonly say: (sentence: Sentence) => void
  readonly progress: (about: Sentence, done: number, total: number) => void
  /** Aborted when the start is to be given up. */
  readonly signal: AbortSignal
}

export type RunningServer = {
  /** Where a browser on this machine finds it. */
  readonly url: string
  readonly house: House
  /** Whether the county that is served is a demonstration. */
  readonly isDemonstration: boolean
  /** Ends everything in good order, within ten seconds; later calls wait for the same end. */
  close(): Promise<void>
}

const screensFolder = join(import.meta.dirname, '..', 'dist')

/** How long requests that have begun may take to end when the server closes. */
const longestFarewell = 6_000

/** Starts the server that the settings describe; throws a Problem where that is not possible. */
export async function startServer(config: Config, options: StartOptions): Promise<RunningServer> {
  const closers: (() => Promise<void>)[] = []
  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= closeAll(closers))
  try {
    const open = await openAll(config, options, (closer) => closers.push(closer))
    return { ...open, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Closes what was opened last first, every part of it, and only then tells of a failure. */
async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = []
  for (const closer of closers.toReversed())
    await closer().catch((error: unknown) => {
      failures.push(error)
    })
  if (failures.length) throw failures.length === 1 ? failures[0] : new AggregateError(failures)
}

type KeepCloser = (closer: () => Promise<void>) => void

async function openAll(
  config: Config,
  options: StartOptions,
  keep: KeepCloser,
): Promise<Omit<RunningServer, 'close'>> {
  const { values } = config
  const { signal } = options
  const place = { host: values.HOST, port: values.PORT }
  await traceIfWished(config, keep)
  const { house, findSession } = await openStorage(config, options, keep)
  await checkPlace(place)
  // Jobs first: what the relay hands on before they run would have no reaction.
  await house.jobs.start()
  house.relay.start()
  house.audit.start()
  const isDemonstration = await prepareCounty(house, config, options)
  signal.throwIfAborted()
  const app = await createServer({
    house,
    findActor: findSession,
    version: packageFile.version,
    isDemonstration,
    adcode: values.JINGWEI_ADCODE,
    screensFolder,
    secureCookies: values.JINGWEI_SECURE_COOKIES,
    trustedProxies: values.JINGWEI_TRUSTED_PROXIES,
    ...borderOf(values),
    metrics: countDeeds(house, config, keep),
    metricsToken: values.JINGWEI_METRICS_TOKEN,
  })
  keep(() => stopServing(app, house))
  const address = await listen(app, place)
  return { url: address, house, isDemonstration }
}

/** How much is taken from whom, as the settings say. */
const borderOf = (values: Config['values']): Pick<ServerOptions, 'rateLimits' | 'uploads'> => ({
  rateLimits: {
    perAddress: values.JINGWEI_REQUESTS_PER_ADDRESS,
    perPerson: values.JINGWEI_REQUESTS_PER_PERSON,
    perKey: values.JINGWEI_REQUESTS_PER_KEY,
  },
  uploads: {
    quotas: {
      filesPerMinute: values.JINGWEI_UPLOADS_PER_MINUTE,
      filesPerDay: values.JINGWEI_UPLOADS_PER_DAY,
      megabytesPerDay: values.JINGWEI_UPLOAD_MEGABYTES_PER_DAY,
    },
    disk: watchDisk({
      folders: [values.JINGWEI_DATA, photosFolder(values)],
      reserveBytes: values.JINGWEI_DISK_RESERVE_MEGABYTES * 1_048_576,
    }),
  },
})

type Storage = { house: House; findSession: SessionFinder }

async function openStorage(
  config: Config,
  { log, say, signal }: StartOptions,
  keep: KeepCloser,
): Promise<Storage> {
  const { values } = config
  say({ zh: '正在打开数据库', en: 'Opening the database' })
  const database = await openDatabase({
    url: values.DATABASE_URL,
    ownerUrl: values.DATABASE_OWNER_URL,
    dataFolder: values.JINGWEI_DATA,
    log: (message, details) => log.info(details ?? {}, message),
  })
  keep(() => database.close())
  signal.throwIfAborted()
  if (database.withoutRole !== undefined) {
    log.error({ reason: database.withoutRole }, 'the program works with the rights of the database owner')
    say({
      zh: `注意：程序以数据库所有者的权限工作，审计记录的保护因此减弱（${database.withoutRole}）`,
      en: `Mind: the program works with the rights of the database owner, which weakens the protection of the audit (${database.withoutRole})`,
    })
  }
  const { applied } = await migrate(database.ownerUrl, (name) =>
    say({ zh: `升级数据库：${name}`, en: `Migrating the database: ${name}` }),
  )
  if (applied.length) log.info({ applied }, 'migrated')
  signal.throwIfAborted()
  await keepSlowStatements(config, { url: database.url, log }, keep)
  const floor = database.folders.length ? await watchFloor({ folders: database.folders, log }) : undefined
  keep(async () => floor?.close())
  const opened = openConfiguredHouse(config, { url: database.url, log, requireRoom: floor?.requireRoom })
  keep(() => opened.house.close())
  return opened
}

/** Brings in standards, seeds an empty county in demonstration mode; answers whether the county is a demonstration. */
async function prepareCounty(
  house: House,
  { values }: Config,
  { say, progress, signal }: StartOptions,
): Promise<boolean> {
  const adcode = values.JINGWEI_ADCODE
  const isDemonstration = values.JINGWEI_MODE === 'demonstration'
  await bringShippedStandards(house, { adcode, isDemonstration, say })
  if (!isDemonstration) await adoptSecurity(house, adcode)
  const files = createFileStore(photosFolder(values))
  if (isDemonstration) await seedCounty(house, { adcode, say, progress, signal, files })
  return isDemonstration || (await findDemonstration(house.database, adcode)) !== undefined
}

async function listen(app: FastifyInstance, place: { host: string; port: number }): Promise<string> {
  try {
    await app.listen(place)
  } catch (error) {
    throw problemOfListening(error, place) ?? error
  }
  const bound = app.server.address()
  const port = typeof bound === 'object' && bound ? bound.port : place.port
  const host = ['0.0.0.0', '::'].includes(place.host) ? 'localhost' : place.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`
}

/** Takes no new request, tells the live screens, lets begun requests end, and cuts off what takes too long. */
async function stopServing(app: FastifyInstance, house: House): Promise<void> {
  const ended = app.close()
  house.live.close()
  house.liveViews.close()
  const cut = setTimeout(() => app.server.closeAllConnections(), longestFarewell)
  // Jobs that run end meanwhile: both together must leave time to close the database.
  await Promise.all([ended, house.jobs.stop()])
  clearTimeout(cut)
}
