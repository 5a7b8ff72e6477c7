/**
 * One embedded server, running or not: brings it up whatever was left behind (a living server without parent, a
 * killed one, a stranger on its port, nothing at all), and takes it down.
 */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { programRole } from '../program-role.ts'
import { type LodgingWishes, settleLodging } from './account.ts'
import {
  clearRemains,
  findPostmasterPid,
  knock,
  lastWords,
  prepareCluster,
  type Sign,
  spawnServer,
  stopServer,
  superuser,
} from './cluster.ts'
import {
  chooseOtherPort,
  type Endpoint,
  getEndpoint,
  getPassword,
  type Home,
  programPassword,
  urlOf,
} from './home.ts'
import { DatabaseProblem } from './problems.ts'
import { servesCluster } from './processes.ts'
import { findProgram, type Program } from './program.ts'
import { markOfSettings, type ServerSettings } from './settings.ts'

type Started = ReturnType<typeof spawnServer>

export type Log = (message: string, details?: object) => void

/** Where a setting shows whether a running server was started with the present settings and release. */
export const settingsMarkName = 'jingwei.settings'

/** A server that replays much of its log after a crash may take minutes; more than this is a fault. */
const longestStart = 10 * 60_000
/** How long a process may serve the cluster without a sign of life at its endpoint. */
const longestSilence = 15_000

export class EmbeddedServer {
  home: Home
  readonly settingsMark: string
  private readonly program: Program
  private readonly settings: ServerSettings
  private readonly password: string
  private readonly wishes: LodgingWishes
  private readonly log: Log
  private endpoint: Endpoint

  private constructor(
    parts: { home: Home; program: Program; password: string; endpoint: Endpoint },
    settings: ServerSettings,
    how: { wishes: LodgingWishes; log: Log },
  ) {
    this.home = parts.home
    this.program = parts.program
    this.password = parts.password
    this.endpoint = parts.endpoint
    this.settingsMark = markOfSettings(settings, parts.program.release)
    this.settings = { ...settings, [settingsMarkName]: this.settingsMark }
    this.wishes = how.wishes
    this.log = how.log
  }

  /** Reads what is known of the server of `home`; starts nothing. */
  static async of(
    home: Home,
    settingsFor: (logFolder: string) => ServerSettings,
    how: { wishes: LodgingWishes; log: Log },
  ): Promise<EmbeddedServer> {
    const program = await findProgram(home.own)
    const password = await getPassword(home)
    const endpoint = await getEndpoint(home)
    return new EmbeddedServer({ home, program, password, endpoint }, settingsFor(home.logs), how)
  }

  get majorVersion(): number {
    return this.program.majorVersion
  }

  get adminUrl(): string {
    return urlOf(this.endpoint, superuser, this.password, 'postgres')
  }

  /** As the owner of the tables, for migrations. */
  get ownerUrl(): string {
    return urlOf(this.endpoint, 'jingwei', this.password, 'jingwei')
  }

  /** As the role of the running program. */
  get url(): string {
    return urlOf(this.endpoint, programRole, programPassword(this.password), 'jingwei')
  }

  /** Where its files and its log lie; the log may have been put on a disk of its own. */
  get folders(): readonly string[] {
    return [this.home.cluster, join(this.home.cluster, 'pg_wal')]
  }

  knock(): Promise<Sign> {
    return knock(this.adminUrl, this.home)
  }

  /** Brings the server up, or finds it up; a server started in vain is stopped again. */
  async raise(): Promise<void> {
    let started: Started | undefined
    const began = performance.now()
    let silentSince = began
    try {
      while (performance.now() - began < longestStart) {
        const sign = await this.knock()
        if (sign === 'answers') return
        if (sign === 'stranger') await this.leavePort()
        if (sign === 'busy' || !(await this.isRunning())) silentSince = performance.now()
        if (sign === 'silent' && started?.hasEnded()) await this.learnFromEnd()
        if (sign === 'silent' && (started?.hasEnded() ?? true) && !(await this.isRunning())) {
          started = await this.start()
          // Making the cluster may have taken long on a slow disk; that was no silence.
          silentSince = performance.now()
        }
        if (performance.now() - silentSince > longestSilence)
          throw DatabaseProblem.notAnswering({ pid: (await this.findPid()) ?? 0 })
        await delay(25)
      }
      throw DatabaseProblem.notStarted({ reason: 'it took too long', logFolder: this.home.logs })
    } catch (error) {
      if (started && !started.hasEnded()) await this.stop()
      throw error
    }
  }

  /** The living leading process, if this machine shows it. */
  async findPid(): Promise<number | undefined> {
    const pid = await findPostmasterPid(this.home)
    return pid && servesCluster(pid, this.home.cluster) ? pid : undefined
  }

  async stop(): Promise<void> {
    const pid = await this.findPid()
    if (pid) await stopServer(pid, this.home)
  }

  private async isRunning(): Promise<boolean> {
    return (await this.findPid()) !== undefined
  }

  private async leavePort(): Promise<void> {
    if ('socketFolder' in this.endpoint || (await this.isRunning()))
      throw DatabaseProblem.passwordLost({ file: join(this.home.own, 'password') })
    this.log('the port of the embedded database is taken by another program; choosing another one')
    this.endpoint = await chooseOtherPort(this.home)
  }

  private async start(): Promise<Started> {
    const lodging = await settleLodging(this.program, this.home, this.wishes)
    if (lodging.home !== this.home) {
      this.home = lodging.home
      this.endpoint = await getEndpoint(this.home)
    }
    await prepareCluster(lodging, this.password)
    await clearRemains(this.home)
    const settings = { ...this.settings, log_directory: this.home.logs }
    const server = spawnServer(lodging, this.endpoint, settings)
    this.log('embedded database starting', { pid: server.pid, as: lodging.account.runAs })
    return server
  }

  /** Why the server that was just started ended: some reasons pass, some can be helped, the others are thrown. */
  private async learnFromEnd(): Promise<void> {
    // Another start won the race: the last words are its own, and what they say is not why this one ended.
    if (await this.isRunning()) return void (await delay(200))
    const reason = await lastWords(this.home)
    if (/could not create any TCP\/IP sockets/.test(reason)) return this.leavePort()
    // Another start was about to win, or backends of a killed server are still leaving: look again.
    if (/postmaster\.pid|still in use|lock file/.test(reason)) return void (await delay(200))
    throw DatabaseProblem.notStarted({ reason, logFolder: this.home.logs })
  }
}
