/** `jingwei backup list`: the copies of the folder, the newest first. */
import type { Command } from 'commander'
import { listCopies } from '#platform/backup/copies.ts'
import { backupsFolder } from '../configured-house.ts'
import type { AddCommand } from './cli.ts'
import { tableLines } from './terminal.ts'

export const addBackupList: AddCommand = (parent, cli) => {
  const { terminal } = cli
  const { label } = terminal
  parent
    .command('list')
    .description(label({ zh: '列出备份', en: 'list the copies' }))
    // `--to` and `--json` are also options of the command above, which takes them for itself.
    .action(async (_: object, command: Command) => {
      const { to, json } = command.optsWithGlobals<{ to?: string; json?: true }>()
      const copies = await listCopies(to ?? backupsFolder(cli.config().values))
      if (json)
        return terminal.print(
          JSON.stringify(
            copies.map(({ name, manifest }) => ({ name, recoveryPoint: manifest.recoveryPoint })),
          ),
        )
      const heading = [
        { zh: '备份', en: 'copy' },
        { zh: '恢复点', en: 'recovery point' },
        { zh: '版本', en: 'version' },
        { zh: '数据库', en: 'database' },
        { zh: '照片与底图', en: 'files' },
      ].map(label)
      const rows = copies.map(({ name, manifest: it }) => [
        name,
        it.recoveryPoint.at,
        it.product,
        `${Math.ceil(it.database.storedBytes / 1048576)} MB`,
        String(it.files.count),
      ])
      for (const line of tableLines([heading, ...rows])) terminal.print(line)
    })
}
