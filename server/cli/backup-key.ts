/** `jingwei backup key`: makes the pair of keys; the half that opens copies goes to a file of the operator's. */
import { resolve } from 'node:path'
import { makeBackupKey } from '#platform/backup/backup-key.ts'
import type { AddCommand } from './cli.ts'

export const addBackupKey: AddCommand = (parent, cli) => {
  const { terminal } = cli
  const { label } = terminal
  parent
    .command('key')
    .description(label({ zh: '建立备份密钥', en: 'make the key of backups' }))
    .requiredOption(
      '--out <file>',
      label({ zh: '写入打开备份用的密钥的新文件', en: 'the new file for the half that opens backups' }),
    )
    .option('--replace', label({ zh: '换用新密钥', en: 'make another one' }))
    .action(async ({ out, replace }: { out: string; replace?: true }) => {
      const file = resolve(out)
      const { values } = cli.config()
      const { recipient } = await makeBackupKey(values.JINGWEI_DATA, file, { replace: replace ?? false })
      terminal.print(
        terminal.text({
          zh: `已建立备份密钥 ${recipient}。\n打开备份用的一半在 ${file}：请移到这台机器之外保存，至少两处；服务器上没有它的副本。`,
          en: `A key of backups was made: ${recipient}.\nThe half that opens them is in ${file}: move it off this machine, to two places at least; the server keeps no copy.`,
        }),
      )
    })
}
