/** Opens the house that the settings describe, on a database that is open and migrated. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { BackupSettings } from '#modules/backup/index.ts'
import { getCaseSettings } from '#modules/cases/index.ts'
import { createSessionFinder, type SessionFinder } from '#modules/identity/index.ts'
import type { SealPlaces } from '#platform/audit/seals.ts'
import { findServerKey } from '#platform/backup/backup-key.ts'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { type House, openHouse } from '#platform/house.ts'
import type { Log } from '#platform/log.ts'
import { createSealer } from '#platform/sealing/sealer.ts'
import { configuredKeys } from './configured-keys.ts'
import { houseModules } from './modules.ts'

export type ConfiguredHouse = {
  readonly house: House
  readonly findSession: SessionFinder
}

/** The folder of the settings in which photos are kept. */
export const photosFolder = ({ JINGWEI_DATA }: Pick<Config['values'], 'JINGWEI_DATA'>): string =>
  join(JINGWEI_DATA, 'photos')

/** The folder of the settings in which base maps are kept, and tiles of services for a while. */
export const baseMapsFolder = ({ JINGWEI_DATA }: Pick<Config['values'], 'JINGWEI_DATA'>): string =>
  join(JINGWEI_DATA, 'basemaps')

/** The folder of the settings into which copies are made. */
export const backupsFolder = ({
  JINGWEI_DATA,
  JINGWEI_BACKUP_FOLDER,
}: Pick<Config['values'], 'JINGWEI_DATA' | 'JINGWEI_BACKUP_FOLDER'>): string =>
  JINGWEI_BACKUP_FOLDER ?? join(JINGWEI_DATA, 'backups')

/** How copies are made by the clock: by the command line, in a process of its own with the same settings. */
function backupSettings({ values }: Config, log: Log): BackupSettings {
  const begin = (): void => {
    const entry = join(import.meta.dirname, 'cli', 'main.ts')
    const child = spawn(process.execPath, [entry, 'backup', '--json'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)))
    child.once('error', (error) => log.error({ err: error }, 'a backup could not be started'))
    child.once('close', (code) => {
      if (code) log.error({ code, said: said.trim() }, 'a backup was not made')
      else log.info('a backup was made')
    })
  }
  return {
    isOn:
      values.JINGWEI_BACKUP === 'auto'
        ? values.JINGWEI_MODE === 'production'
        : values.JINGWEI_BACKUP === 'on',
    folder: backupsFolder(values),
    hours: values.JINGWEI_BACKUP_HOURS.split(',').map(Number),
    kept: values.JINGWEI_BACKUP_KEEP,
    hasKey: async () => (await findServerKey(values.JINGWEI_DATA)) !== undefined,
    begin,
  }
}

/** Where heads of the audit are sealed. */
export const sealPlaces = ({
  JINGWEI_DATA,
  JINGWEI_AUDIT_FOLDER,
}: Pick<Config['values'], 'JINGWEI_DATA' | 'JINGWEI_AUDIT_FOLDER'>): SealPlaces => ({
  folder: join(JINGWEI_DATA, 'audit'),
  secondFolder: JINGWEI_AUDIT_FOLDER,
})

type OpenOptions = {
  readonly url: string
  readonly log: Log
  readonly poolSize?: number
  readonly requireRoom?: (() => void) | undefined
}

/** Opens it; `poolSize` is the setting's unless given (the command line needs few connections). */
export function openConfiguredHouse(
  config: Config,
  { url, log, poolSize, requireRoom }: OpenOptions,
): ConfiguredHouse {
  const { values } = config
  const isProduction = values.JINGWEI_MODE === 'production'
  const clock = systemClock
  // The routes ask for sessions, and the finder asks the database of the house that has these routes.
  const opened: { house?: House } = {}
  const databaseOfHouse = () => {
    if (!opened.house) throw new Error('a session was asked for before the house was open')
    return opened.house.database
  }
  const findSession = createSessionFinder({
    get database() {
      return databaseOfHouse()
    },
    clock,
    isProduction,
    idleMinutes: values.JINGWEI_SESSION_IDLE_MINUTES,
    findMergedPosts: async (adcode) => (await getCaseSettings(databaseOfHouse(), adcode)).mergedPosts,
  })
  const modules = houseModules({
    hours: values.JINGWEI_SESSION_HOURS,
    idleMinutes: values.JINGWEI_SESSION_IDLE_MINUTES,
    isProduction,
    findSession,
    photosFolder: photosFolder(values),
    exportsFolder: join(values.JINGWEI_DATA, 'exports'),
    sealPlaces: sealPlaces(values),
    baseMapsFolder: baseMapsFolder(values),
    videoHosts: (values.JINGWEI_VIDEO_HOSTS ?? '')
      .split(',')
      .map((it) => it.trim())
      .filter(Boolean),
    backup: backupSettings(config, log),
  })
  const house = openHouse({
    url,
    clock,
    log,
    sealer: createSealer(configuredKeys(config, clock.now())),
    modules,
    sealPlaces: sealPlaces(values),
    poolSize: poolSize ?? values.JINGWEI_DATABASE_POOL,
    requireRoom,
  })
  opened.house = house
  return { house, findSession }
}
