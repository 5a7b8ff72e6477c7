/** `jingwei import people`: a staff list as accounts. The one-time passwords go to a file that only its owner reads. */
import { type FileHandle, open, rm } from 'node:fs/promises'
import type { Command } from 'commander'
import type { OneTimePassword } from '#modules/identity/index.ts'
import { importPeople, type PeopleImportReport } from '../importers/import-people.ts'
import { adcodeOption } from './adcode.ts'
import { type Cli, inHouse } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import { findingLines, toJsonLine } from './import-report.ts'
import { CliProblem } from './problems.ts'
import type { Terminal } from './terminal.ts'
import { writing } from './write-file.ts'

type Options = { passwords?: string; adcode?: string; dryRun?: true; json?: true }

async function run(cli: Cli, file: string, options: Options): Promise<void> {
  const { passwords: path, adcode, dryRun: isDryRun = false } = options
  if (!path && !isDryRun) throw CliProblem.passwordsNeedFile({})
  // The file is there before anybody is added: passwords that cannot be written are lost.
  const target = path && !isDryRun ? await openNew(path) : undefined
  try {
    const report = await inHouse(
      cli,
      ({ house, actor, adcode: county }) => importPeople(house, actor, file, { adcode: county, isDryRun }),
      { adcode },
    )
    if (report.passwords.length) await target?.writeFile(toCsv(report.passwords))
    else if (path && target) await rm(path)
    if (report.refused.length) cli.exitWith(exitCodes.refusals)
    tell(report, options, cli.terminal)
  } catch (error) {
    if (path && target) await rm(path, { force: true })
    throw error
  } finally {
    await target?.close()
  }
}

function tell(
  report: PeopleImportReport,
  { json, dryRun, passwords: path }: Options,
  terminal: Terminal,
): void {
  if (json) {
    terminal.print(toJsonLine(report, terminal.language ?? 'zh-CN'))
    return
  }
  for (const line of findingLines(report, terminal)) terminal.print(line)
  const dry = dryRun
    ? { zh: '（试运行，未写入）', en: ' (dry run, nothing was written)' }
    : { zh: '', en: '' }
  terminal.print(
    terminal.text({
      zh: `读取 ${report.read} 人，新增 ${report.accepted} 人${dry.zh}。`,
      en: `${report.read} people read, ${report.accepted} added${dry.en}.`,
    }),
  )
  if (report.passwords.length)
    terminal.print(
      terminal.text({
        zh: `一次性密码在 ${path}，分发后请删除。`,
        en: `Their one-time passwords are in ${path}; delete it once they are handed out.`,
      }),
    )
}

/** A new file for its owner alone; one that is there is not overwritten. */
const openNew = (path: string): Promise<FileHandle> => writing(path, () => open(path, 'wx', 0o600))

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

const toCsv = (passwords: readonly OneTimePassword[]): string =>
  [
    '\ufeff用户名,姓名,一次性密码',
    ...passwords.map((it) => [it.username, it.name, it.password].map(quoted).join(',')),
    '',
  ].join('\n')

/** Adds the command to `import`. */
export function addImportPeople(parent: Command, cli: Cli): void {
  const { terminal } = cli
  const say = (zh: string, en: string): string => terminal.label({ zh, en })
  parent
    .command('people')
    .description(
      say('人员账号（人员导入模板 Excel、CSV）', 'people with their accounts (staff list, Excel or CSV)'),
    )
    .argument('<file>', say('文件', 'the file'))
    .option('--passwords <file>', say('一次性密码写入这个新文件', 'the new file for the one-time passwords'))
    .addOption(adcodeOption(terminal, { zh: '导入到这个县', en: 'the county they work in' }))
    .option('--dry-run', say('只检查，不写入', 'check everything and write nothing'))
    .option('--json', say('以一行 JSON 输出结果', 'print the result as one line of JSON'))
    .action((file: string, options: Options) => run(cli, file, options))
}
