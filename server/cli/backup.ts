/** `jingwei backup`: makes a copy now; its key, the list of copies, and the drill are commands below it. */
import type { Command } from 'commander'
import { Problem } from '#domain/problem.ts'
import { recordBackup } from '#modules/backup/index.ts'
import { systemActor } from '#platform/actor.ts'
import { keepNewest } from '#platform/backup/copies.ts'
import { type MadeCopy, makeCopy } from '#platform/backup/make-copy.ts'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import type { OpenDatabase } from '#platform/database/open-database.ts'
import { newId } from '#platform/ids.ts'
import packageFile from '../../package.json' with { type: 'json' }
import { backupsFolder, openConfiguredHouse } from '../configured-house.ts'
import { addBackupCheck } from './backup-check.ts'
import { addBackupKey } from './backup-key.ts'
import { addBackupList } from './backup-list.ts'
import { type AddCommand, type Cli, countWaitingMigrations, joinDatabase, openCommandLog } from './cli.ts'
import { createProgress } from './progress.ts'

type Options = { to?: string; withKeys?: true; json?: true }

export const addBackup: AddCommand = (program, cli) => {
  const { label } = cli.terminal
  const parent: Command = program
    .command('backup')
    .helpCommand(false)
    .description(
      label({
        zh: '备份数据库、照片与底图，加密，服务运行时也可以',
        en: 'copy database, photos and base maps, encrypted, also while the server runs',
      }),
    )
    .option(
      '--to <folder>',
      label({ zh: '放在哪里；不填用设置', en: 'where to; by default that of the settings' }),
    )
    .option(
      '--with-keys',
      label({ zh: '连同系统密钥（secrets 目录）', en: 'with the keys of the installation (folder secrets)' }),
    )
    .option('--json', label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action((options: Options) => backup(cli, options))
  for (const add of [addBackupKey, addBackupList, addBackupCheck]) add(parent, cli)
}

async function backup(cli: Cli, { to, withKeys, json }: Options): Promise<void> {
  const { terminal } = cli
  const config = cli.config()
  const { values } = config
  const database = await joinDatabase(config, openCommandLog(config))
  const progress = createProgress(terminal)
  const folder = to ?? backupsFolder(values)
  const startedAt = systemClock.now()
  try {
    const made = await makeCopy({
      dataFolder: values.JINGWEI_DATA,
      place: folder,
      database: { kind: database.mode === 'server' ? 'server' : 'embedded', ownerUrl: database.ownerUrl },
      adcode: values.JINGWEI_ADCODE,
      product: packageFile.version,
      now: startedAt,
      withKeys: withKeys ?? values.JINGWEI_BACKUP_KEYS === 'with',
      freshDays: values.JINGWEI_BACKUP_FRESH_DAYS,
      progress: progress.report,
    }).catch(async (error: unknown) => {
      await recordFailure(config, database, { folder, startedAt, error })
      throw error
    })
    progress.end()
    const gone = to === undefined ? await keepNewest(folder, values.JINGWEI_BACKUP_KEEP) : []
    await record(config, database, runOf(made, folder, startedAt))
    if (json) return terminal.print(JSON.stringify({ ...summaryOf(made), removed: gone }))
    for (const line of linesOf(made)) terminal.print(terminal.text(line))
  } finally {
    progress.end()
    await database.close()
  }
}

const summaryOf = ({ folder, manifest }: MadeCopy) => ({
  folder,
  recoveryPoint: manifest.recoveryPoint,
  databaseBytes: manifest.database.storedBytes,
  files: manifest.files.count,
  hasKeys: manifest.keys !== null,
})

function linesOf({ folder, manifest }: MadeCopy) {
  const { database, files, keys, recoveryPoint } = manifest
  const megabytes = Math.ceil(database.storedBytes / 1048576)
  return [
    { zh: `已备份到 ${folder}`, en: `Copied to ${folder}` },
    {
      zh: `恢复点 ${recoveryPoint.at}；数据库 ${megabytes} MB，照片与底图 ${files.count} 个。`,
      en: `Recovery point ${recoveryPoint.at}; database ${megabytes} MB, ${files.count} photos and base maps.`,
    },
    keys
      ? { zh: '含系统密钥。', en: 'The keys of the installation are in it.' }
      : {
          zh: '不含系统密钥：请另行保管 secrets 目录，没有它，恢复后加密的个人信息无法读出。',
          en: 'The keys of the installation are not in it: keep the folder secrets apart; without it sealed personal data cannot be read after a restore.',
        },
  ]
}

const runOf = ({ name, manifest }: MadeCopy, folder: string, startedAt: Date) => ({
  outcome: 'done' as const,
  name,
  folder,
  startedAt: startedAt.toISOString(),
  pointAt: manifest.recoveryPoint.at,
  databaseBytes: manifest.database.storedBytes,
  fileBytes: manifest.packs.reduce((sum, it) => sum + it.storedBytes, 0),
  files: manifest.files.count,
  hasKeys: manifest.keys !== null,
  problem: null,
})

async function recordFailure(
  config: Config,
  database: OpenDatabase,
  { folder, startedAt, error }: { folder: string; startedAt: Date; error: unknown },
): Promise<void> {
  const problem =
    error instanceof Problem ? error.sentence : { zh: '程序错误，见日志', en: 'a bug; see the log' }
  const run = { outcome: 'failed' as const, name: null, folder, startedAt: startedAt.toISOString() }
  const nothing = { pointAt: null, databaseBytes: 0, fileBytes: 0, files: 0, hasKeys: false }
  // The database may be what failed; then the attempt is told where it was made, and nowhere else.
  await record(config, database, { ...run, ...nothing, problem }).catch(() => {})
}

/** Keeps the run where the schema is of this version; before an upgrade a copy is made all the same. */
async function record(
  config: Config,
  { url, ownerUrl }: OpenDatabase,
  run: Omit<Parameters<typeof recordBackup.run>[1], 'id' | 'endedAt'>,
): Promise<void> {
  if (await countWaitingMigrations(ownerUrl)) return
  const { house } = openConfiguredHouse(config, { url, log: openCommandLog(config), poolSize: 2 })
  try {
    await house.act(systemActor(config.values.JINGWEI_ADCODE, 'backup'), recordBackup, {
      ...run,
      id: newId(),
      endedAt: house.clock.now().toISOString(),
    })
  } finally {
    await house.close()
  }
}
