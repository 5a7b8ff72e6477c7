/**
 * `jingwei backup check`: the drill. Every hash is compared; with the key the copy is restored into a temporary folder,
 * migrated, replayed and counted, and the folder is taken away.
 */
import type { Command } from 'commander'
import { findServerKey, readOperatorKey } from '#platform/backup/backup-key.ts'
import { checkCopy, requireKeyOf } from '#platform/backup/check-copy.ts'
import { listCopies } from '#platform/backup/copies.ts'
import { BackupProblem } from '#platform/backup/problems.ts'
import { tryCopy } from '#platform/backup/restore-copy.ts'
import packageFile from '../../package.json' with { type: 'json' }
import { backupsFolder } from '../configured-house.ts'
import { type AddCommand, type Cli, openCommandLog } from './cli.ts'
import { copyFolder } from './copy-folder.ts'
import { exitCodes } from './exit-codes.ts'
import { inspectRestored, isFaulty, linesOfRestored } from './inspect-restored.ts'
import { createProgress } from './progress.ts'

type Options = { key?: string; json?: true }

export const addBackupCheck: AddCommand = (parent, cli) => {
  const { label } = cli.terminal
  parent
    .command('check')
    .description(
      label({
        zh: '演练恢复：核对校验值，恢复到临时目录，重放核对，再删除',
        en: 'the drill: compare every hash, restore into a temporary folder, verify, and take it away',
      }),
    )
    .argument('[copy]', label({ zh: '哪一份；不填为最新的', en: 'which copy; the newest without' }))
    .option(
      '--key <file>',
      label({
        zh: '备份密钥文件；不填只核对校验值',
        en: 'the key file; without it only hashes are compared',
      }),
    )
    // `--json` is also an option of the command above, which takes it for itself.
    .action((copy: string | undefined, _: object, command: Command) =>
      check(cli, copy, command.optsWithGlobals<Options>()),
    )
}

async function check(cli: Cli, named: string | undefined, { key: keyFile, json }: Options): Promise<void> {
  const { terminal } = cli
  const config = cli.config()
  const place = backupsFolder(config.values)
  const folder = named === undefined ? await newestIn(place) : copyFolder(place, named)
  const key = keyFile === undefined ? undefined : await readOperatorKey(keyFile)
  const verifier = key?.verifier ?? (await findServerKey(config.values.JINGWEI_DATA))?.verifier
  const log = openCommandLog(config)
  const progress = createProgress(terminal)
  try {
    const copy = await checkCopy(folder, { verifier, product: packageFile.version })
    if (!key) {
      if (json) return terminal.print(JSON.stringify({ folder, restored: false }))
      return terminal.print(
        terminal.text({
          zh: `签名与校验值都对：${folder}。要演练恢复，请给出 --key。`,
          en: `Signature and hashes are right: ${folder}. Give --key to try a restore.`,
        }),
      )
    }
    requireKeyOf(copy, key)
    const restored = await tryCopy({
      copy,
      key,
      log: (message, details) => log.info(details ?? {}, message),
      progress: progress.report,
      inspect: inspectRestored(config),
    })
    progress.end()
    if (isFaulty(restored.report)) cli.exitWith(exitCodes.refusals)
    if (json) return terminal.print(JSON.stringify({ folder, restored: true, ...restored }))
    for (const line of linesOfRestored(restored, copy.manifest, terminal)) terminal.print(line)
  } finally {
    progress.end()
  }
}

async function newestIn(place: string): Promise<string> {
  const [newest] = await listCopies(place)
  if (!newest) throw BackupProblem.notACopy({ folder: place, reason: '没有备份 there is no copy' })
  return newest.folder
}
