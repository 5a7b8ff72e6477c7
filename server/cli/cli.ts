/** What every command is given: the terminal, the settings and a house to work in. */
import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { type Actor, systemActor } from '#platform/actor.ts'
import type { Config } from '#platform/config.ts'
import { connectDatabase } from '#platform/database/database.ts'
import { listMigrations, listWaitingMigrations, migrate } from '#platform/database/migrate.ts'
import { type OpenDatabase, openDatabase } from '#platform/database/open-database.ts'
import type { House } from '#platform/house.ts'
import { createLog, type Log } from '#platform/log.ts'
import { openConfiguredHouse } from '../configured-house.ts'
import type { ExitCode } from './exit-codes.ts'
import { CliProblem } from './problems.ts'
import type { Terminal } from './terminal.ts'

export type Cli = {
  readonly terminal: Terminal
  /** Reads the settings; throws a Problem where one is not valid. */
  config(): Config
  /** What the command ends with when it neither throws nor succeeds plainly. */
  exitWith(code: ExitCode): void
}

/** Adds one command to the program. */
export type AddCommand = (program: Command, cli: Cli) => void

export type OpenHouse = {
  readonly house: House
  /** The system under a name that says who sat at the command line. */
  readonly actor: Actor
  readonly adcode: string
  /** The database as the owner of its tables, for the few things the program may not do. */
  readonly ownerUrl: string
}

/** The log of a command goes to standard error, and is quiet unless a level was asked for. */
export const openCommandLog = ({ values, origins }: Config): Log =>
  createLog(origins.JINGWEI_LOG_LEVEL === 'default' ? 'warn' : values.JINGWEI_LOG_LEVEL, 2)

/** Opens the database of the settings, joining the server that owns it. */
export const joinDatabase = ({ values }: Config, log: Log): Promise<OpenDatabase> =>
  openDatabase({
    url: values.DATABASE_URL,
    ownerUrl: values.DATABASE_OWNER_URL,
    dataFolder: values.JINGWEI_DATA,
    join: true,
    log: (message, details) => log.info(details ?? {}, message),
  })

/** Runs `work` in the house of the settings, and closes the house. */
export async function inHouse<Result>(
  cli: Cli,
  work: (open: OpenHouse) => Promise<Result>,
  options: { adcode?: string | undefined } = {},
): Promise<Result> {
  const config = cli.config()
  const log = openCommandLog(config)
  const database = await joinDatabase(config, log)
  try {
    await requireMigrated(database)
    const { house } = openConfiguredHouse(config, { url: database.url, log, poolSize: 4 })
    const adcode = options.adcode ?? config.values.JINGWEI_ADCODE
    try {
      const actor = systemActor(adcode, `command line: ${userInfo().username}`)
      return await work({ house, adcode, actor, ownerUrl: database.ownerUrl })
    } finally {
      await house.close()
    }
  } finally {
    await database.close()
  }
}

/** A data folder that only we use is brought up to date without asking; a database of others is not. */
async function requireMigrated({ mode, ownerUrl }: OpenDatabase): Promise<void> {
  if (mode === 'embedded') {
    await migrate(ownerUrl)
    return
  }
  const waiting = await countWaitingMigrations(ownerUrl)
  if (waiting) throw CliProblem.notMigrated({ waiting })
}

/** How many migrations the database at `url` has not seen; all of them where it has none of our schemas. */
export async function countWaitingMigrations(url: string): Promise<number> {
  const database = connectDatabase(url, { size: 1 })
  try {
    const [schema] = await database.rows<{ found: boolean }>(
      `select to_regclass('platform.migrations') is not null as found`,
    )
    if (!schema?.found) return listMigrations().length
    return (await listWaitingMigrations((text) => database.rows(text))).length
  } finally {
    await database.close()
  }
}
