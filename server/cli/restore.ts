/** `jingwei restore`: brings a copy back; everything is checked first, and today's data are moved aside, never deleted. */
import { join } from 'node:path'
import { readOperatorKey } from '#platform/backup/backup-key.ts'
import { checkCopy, requireKeyOf, requireNewest } from '#platform/backup/check-copy.ts'
import { BackupProblem } from '#platform/backup/problems.ts'
import { type Restored, restoreDataFolder, restoreServer } from '#platform/backup/restore-copy.ts'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import packageFile from '../../package.json' with { type: 'json' }
import { backupsFolder } from '../configured-house.ts'
import { type AddCommand, type Cli, openCommandLog } from './cli.ts'
import { copyFolder } from './copy-folder.ts'
import { exitCodes } from './exit-codes.ts'
import { type Inspection, inspectRestored, isFaulty, linesOfRestored } from './inspect-restored.ts'
import { createProgress } from './progress.ts'

type Options = { key: string; replace?: true; older?: true; secrets?: string; json?: true }

export const addRestore: AddCommand = (program, cli) => {
  const { label } = cli.terminal
  program
    .command('restore')
    .description(
      label({
        zh: '从备份恢复到数据目录（或空的 DATABASE_URL）',
        en: 'bring a copy back into the data folder (or an empty DATABASE_URL)',
      }),
    )
    .argument('<copy>', label({ zh: '备份目录，或其名称', en: 'the folder of the copy, or its name' }))
    .requiredOption('--key <file>', label({ zh: '备份密钥文件', en: 'the key file of backups' }))
    .option(
      '--replace',
      label({
        zh: '现有数据先移到一旁，再恢复',
        en: "move today's data aside and put the copy in their place",
      }),
    )
    .option('--older', label({ zh: '即使旁边有更新的备份', en: 'although a newer copy lies beside it' }))
    .option(
      '--secrets <folder>',
      label({ zh: '另行保管的系统密钥目录', en: 'the keys of the installation, where they were kept apart' }),
    )
    .option('--json', label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action((copy: string, options: Options) => restore(cli, copy, options))
}

type Outcome = Restored<Inspection> & { readonly aside?: string | undefined }

async function restore(cli: Cli, named: string, options: Options): Promise<void> {
  const { terminal } = cli
  const config = cli.config()
  const { values } = config
  const key = await readOperatorKey(options.key)
  const progress = createProgress(terminal)
  const log = openCommandLog(config)
  try {
    const copy = await checkCopy(copyFolder(backupsFolder(values), named), {
      verifier: key.verifier,
      product: packageFile.version,
      onPart: (done, total) => progress.report({ zh: '核对备份', en: 'checking the copy' }, done, total),
    })
    requireKeyOf(copy, key)
    if (!options.older) await requireNewest(copy)
    const order = {
      copy,
      key,
      log: (message: string, details?: object) => log.info(details ?? {}, message),
      progress: progress.report,
      inspect: inspectRestored(config),
    }
    const place = { dataFolder: values.JINGWEI_DATA, keysFrom: options.secrets }
    const outcome: Outcome = await run(values, place, order, options)
    progress.end()
    if (isFaulty(outcome.report)) cli.exitWith(exitCodes.refusals)
    if (options.json) return terminal.print(JSON.stringify(outcome))
    for (const line of linesOfRestored(outcome, copy.manifest, terminal)) terminal.print(line)
    if (outcome.aside)
      terminal.print(
        terminal.text({
          zh: `原有数据在 ${outcome.aside}，确认无误后可自行删除。`,
          en: `What was there before is in ${outcome.aside}; delete it when you are sure.`,
        }),
      )
    if (!outcome.hasKeys)
      terminal.print(
        terminal.text({
          zh: `备份中没有系统密钥：请确认 ${join(values.JINGWEI_DATA, 'secrets')} 是当时的密钥。`,
          en: `The keys of the installation were not in the copy: see that ${join(values.JINGWEI_DATA, 'secrets')} holds those of that time.`,
        }),
      )
  } finally {
    progress.end()
  }
}

type Order = Parameters<typeof restoreServer<Inspection>>[1]

/** The files of an embedded database go into the data folder, a dump into the database of the settings. */
async function run(
  { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl }: Config['values'],
  place: { dataFolder: string; keysFrom: string | undefined },
  order: Order,
  { replace }: Options,
): Promise<Outcome> {
  const { kind } = order.copy.manifest
  if (kind === 'cluster' && url) throw BackupProblem.needsNoDatabase({})
  if (kind === 'dump' && !url) throw BackupProblem.needsDatabase({})
  if (url) return restoreServer({ ...place, url, ownerUrl }, order)
  return restoreDataFolder({ ...place, replace: replace ?? false, now: systemClock.now() }, order)
}
