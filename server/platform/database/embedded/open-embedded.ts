/**
 * Opens the embedded database of a data folder as its one owner, or joins the owner. The owner keeps the server
 * up (a killed one is started again), and takes it down when it closes, ends or crashes; only a SIGKILL leaves
 * the server running, and then the next start finds it and takes it over.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import { programRole } from '../program-role.ts'
import type { LodgingWishes } from './account.ts'
import { endQuietly } from './cluster.ts'
import { EmbeddedServer, type Log, settingsMarkName } from './embedded-server.ts'
import { findHome, type Home } from './home.ts'
import { countGuests, dropClaim, findClaimant, type Taken, takeOwnership, writeClaim } from './owner.ts'
import { DatabaseProblem } from './problems.ts'
import { durableSettings, type ServerSettings } from './settings.ts'

export type EmbeddedOptions = LodgingWishes & {
  readonly dataFolder: string
  readonly log: Log
  /** Joins the owner if there is one, and owns the database for as long as it is open if there is none. */
  readonly join?: boolean
  readonly settingsFor?: (logFolder: string) => ServerSettings
}

export type OpenEmbedded = {
  /** As the program's role, which owns nothing. */
  readonly url: string
  /** As the owner of the tables, for migrations. */
  readonly ownerUrl: string
  readonly mode: 'embedded' | 'joined'
  readonly majorVersion: number
  /** Where its files and its log lie. */
  readonly folders: readonly string[]
  close(): Promise<void>
}

/** How often ownership is asked for: a command line that is just leaving holds it for a moment. */
const attempts = 4

/** Opens the database in `dataFolder`; throws `database.already-owned` where another process owns it. */
export async function openEmbedded(options: EmbeddedOptions): Promise<OpenEmbedded> {
  const home = await findHome(options.dataFolder)
  let pid = 0
  for (let attempt = 0; attempt < attempts; attempt++) {
    const claimant = await findClaimant(home)
    if (claimant && !options.join) throw alreadyOwned(claimant, home)
    const server = await EmbeddedServer.of(home, options.settingsFor ?? durableSettings, {
      wishes: options,
      log: options.log,
    })
    if (claimant) {
      if (await answersWhileClaimed(server)) return joined(server)
      continue
    }
    await writeClaim(home)
    await server.raise()
    const taken = await takeIfStillUp(server)
    if ('held' in taken) return own(server, taken.held, options)
    pid = taken.ownedBy
    if (options.join && pid) return joined(server)
    await delay(250)
  }
  throw alreadyOwned(pid, home)
}

/** A last guest may stop the server between its answer and our question; then the next attempt raises it. */
async function takeIfStillUp(server: EmbeddedServer): Promise<Taken> {
  try {
    return await takeOwnership(server.adminUrl)
  } catch (error) {
    if ((await server.knock()) === 'answers') throw error
    return { ownedBy: 0 }
  }
}

const alreadyOwned = (pid: number, home: Home) =>
  DatabaseProblem.alreadyOwned({ pid, dataFolder: home.dataFolder })

/** Waits for the database that another process is starting; false when that process ended instead. */
async function answersWhileClaimed(server: EmbeddedServer): Promise<boolean> {
  while (await findClaimant(server.home)) {
    if ((await server.knock()) === 'answers') return true
    await delay(50)
  }
  return false
}

/** A guest at the owner's database. The last guest of an owner who left takes the server down. */
function joined(server: EmbeddedServer): OpenEmbedded {
  const close = async (): Promise<void> => {
    if ((await findClaimant(server.home)) || (await server.knock()) !== 'answers') return
    const taken = await takeOwnership(server.adminUrl)
    if (!('held' in taken)) return
    if ((await countGuests(taken.held)) === 0) await server.stop()
    await taken.held.end().catch(() => {}) // Cut by the stop, as meant.
  }
  const { url, ownerUrl, majorVersion, folders } = server
  return { url, ownerUrl, mode: 'joined', majorVersion, folders, close: once(close) }
}

async function own(
  server: EmbeddedServer,
  held: pg.Client,
  { join = false, log }: EmbeddedOptions,
): Promise<OpenEmbedded> {
  await writeClaim(server.home)
  const pid = await server.findPid()
  // The lock is free and the server answers, but its process is not to be seen: it runs in another container.
  if (!pid) throw alreadyOwned(0, server.home)
  const ownership = new Ownership(server, log)
  await ownership.begin(held)
  const close = once(() => ownership.end(join))
  const { url, ownerUrl, majorVersion, folders } = server
  return { url, ownerUrl, mode: 'embedded', majorVersion, folders, close }
}

/** Runs `work` at the first call only; later calls wait for the same end. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

/** What an owner does from taking the lock until giving it back. */
class Ownership {
  private readonly server: EmbeddedServer
  private readonly log: Log
  private held: pg.Client | undefined
  private pid: number | undefined
  private ending = false
  private recovery: Promise<void> | undefined

  constructor(server: EmbeddedServer, log: Log) {
    this.server = server
    this.log = log
  }

  async begin(held: pg.Client): Promise<void> {
    await this.hold(held)
    await this.renew()
    await this.makeDatabase()
    process.on('exit', this.onExit)
    for (const signal of fatalSignals) process.prependListener(signal, this.onSignal)
  }

  /** Gives the database back; `leaveToGuests` keeps it running for those who joined meanwhile. */
  async end(leaveToGuests: boolean): Promise<void> {
    this.ending = true
    await this.recovery
    this.unhook()
    const { held } = this
    if (!held) return
    if (leaveToGuests && (await countGuests(held)) > 0)
      this.log('others are using the database; it is left running for them')
    else await this.server.stop()
    await held.end().catch(() => {}) // Cut by the stop, as meant.
    await dropClaim(this.server.home)
  }

  private async hold(held: pg.Client): Promise<void> {
    this.held = held
    this.pid = await this.server.findPid()
    held.once('end', () => {
      if (this.ending || this.held !== held) return
      this.held = undefined
      this.recovery = this.recover()
    })
  }

  /** A server found running may have been started by an older release: it is started anew, if nobody is on it. */
  private async renew(): Promise<void> {
    const { held } = this
    if (!held) return
    const { rows } = await held.query<{ mark: string | null }>('select current_setting($1, true) mark', [
      settingsMarkName,
    ])
    if (rows[0]?.mark === this.server.settingsMark || (await countGuests(held)) > 0) return
    this.log('the running database was started with other settings; starting it anew')
    this.held = undefined
    await this.server.stop()
    await held.end().catch(() => {}) // Cut by the stop, as meant.
    await this.regain()
  }

  private async makeDatabase(): Promise<void> {
    const { held, server } = this
    if (!held) return
    const passwordIn = (url: string): string =>
      held.escapeLiteral(decodeURIComponent(/^[^:]*:\/\/[^:]*:([^@]*)@/.exec(url)?.[1] ?? ''))
    const { rows } = await held.query<{ owner: boolean; program: boolean; database: boolean }>(
      `select exists(select from pg_roles where rolname = 'jingwei') owner,
              exists(select from pg_roles where rolname = '${programRole}') program,
              exists(select from pg_database where datname = 'jingwei') database`,
    )
    // No superuser: what gets into a statement must not reach the files and programs of the machine.
    if (!rows[0]?.owner)
      await held.query(
        `create role jingwei login createdb createrole password ${passwordIn(server.ownerUrl)}`,
      )
    if (!rows[0]?.program) {
      await held.query(`create role ${programRole} login password ${passwordIn(server.url)}`)
      await held.query(`grant ${programRole} to jingwei with admin option`)
    }
    if (!rows[0]?.database) await held.query('create database jingwei owner jingwei')
  }

  /** Brings the server up and takes the lock again; another process may have been faster. */
  private async regain(): Promise<void> {
    await this.server.raise()
    const taken = await takeOwnership(this.server.adminUrl)
    if (!('held' in taken)) throw alreadyOwned(taken.ownedBy, this.server.home)
    await this.hold(taken.held)
  }

  private async recover(): Promise<void> {
    this.log('the embedded database went away; bringing it up again')
    for (let attempt = 0; !this.ending && !this.held; attempt++) {
      try {
        await this.regain()
        this.log('the embedded database is up again', { pid: this.pid })
      } catch (error) {
        this.log('the embedded database is not up yet', { reason: String(error) })
        await delay(Math.min(longestRest, 250 * 2 ** attempt))
      }
    }
  }

  private readonly onExit = (): void => {
    if (this.held && this.pid) endQuietly(this.pid, 'SIGINT')
  }

  /** Ends the server when a signal is about to end us; whoever else listens will close it in good order. */
  private readonly onSignal = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) return
    this.onExit()
    this.unhook()
    process.kill(process.pid, signal)
  }

  private unhook(): void {
    process.off('exit', this.onExit)
    for (const signal of fatalSignals) process.off(signal, this.onSignal)
  }
}

/** Between two attempts to bring a server up again: once there is room on its disk nobody should wait for long. */
const longestRest = 2_000

const fatalSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
