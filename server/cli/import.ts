/** `jingwei import`: foreign files by their mappings, every row accepted or refused with its reason. */
import { type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { adcodeOption } from './adcode.ts'
import { type AddCommand, type Cli, inHouse } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import { addImportOpenCases } from './import-open-cases.ts'
import { addImportPeople } from './import-people.ts'
import { findingLines, toJsonLine } from './import-report.ts'
import { type Importer, type ImportOutcome, importers } from './importers.ts'
import { createProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'

type Options = { mapping?: string; adcode?: string; validFrom?: string; dryRun?: true; json?: true }

const rowsRead = { zh: '已读取行', en: 'rows read' }

function tell(outcome: ImportOutcome, isDryRun: boolean, terminal: Terminal): void {
  const { read, accepted, inTime } = outcome
  const dry = isDryRun
    ? { zh: '（试运行，未写入）', en: ' (dry run, nothing was written)' }
    : { zh: '', en: '' }
  for (const line of findingLines(outcome, terminal)) terminal.print(line)
  terminal.print(
    terminal.text({
      zh: `读取 ${read} 行，接受 ${accepted} 行${dry.zh}。`,
      en: `${read} rows read, ${accepted} accepted${dry.en}.`,
    }),
  )
  if (inTime)
    terminal.print(
      terminal.text({
        zh: `按时与否同原文件比对：一致 ${inTime.agree}，不一致 ${inTime.disagree}，无法判断 ${inTime.unknown}。`,
        en: `In time or not, against the file: ${inTime.agree} agree, ${inTime.disagree} disagree, ${inTime.unknown} unknown.`,
      }),
    )
}

async function importFile(cli: Cli, importer: Importer, file: string, options: Options): Promise<void> {
  const { terminal } = cli
  const progress = createProgress(terminal)
  const isDryRun = options.dryRun === true
  const outcome = await inHouse(
    cli,
    (open) =>
      importer.run({
        ...open,
        file,
        mapping: options.mapping ?? '',
        isDryRun,
        validFrom: options.validFrom,
        onProgress: ({ read }) => progress.report(rowsRead, read, 0),
      }),
    { adcode: options.adcode },
  ).finally(() => progress.end())
  if (outcome.refused.length) cli.exitWith(exitCodes.refusals)
  if (options.json) terminal.print(toJsonLine(outcome, terminal.language ?? 'zh-CN'))
  else tell(outcome, isDryRun, terminal)
}

export const addImport: AddCommand = (program, cli) => {
  const { terminal } = cli
  const { label } = terminal
  const parent = program
    .command('import')
    .helpCommand(false)
    .description(label({ zh: '导入数据', en: 'import files' }))
  for (const importer of importers) addNoun(parent, cli, importer)
  addImportOpenCases(parent, cli)
  addImportPeople(parent, cli)
}

function addNoun(parent: Command, cli: Cli, importer: Importer): void {
  const { terminal } = cli
  const { label } = terminal
  const command = parent
    .command(importer.noun)
    .description(label(importer.about))
    .argument('<file>', label({ zh: '文件', en: 'the file' }))
    .addOption(
      adcodeOption(terminal, {
        zh: '导入到这个县（境外数据用 99 开头）',
        en: 'the county it goes into; 99xxxx outside China',
      }),
    )
    .option('--dry-run', label({ zh: '只检查，不写入', en: 'check everything and write nothing' }))
    .option('--json', label({ zh: '以一行 JSON 输出结果', en: 'print the result as one line of JSON' }))
    .action((file: string, options: Options) => importFile(cli, importer, file, options))
  if (!importer.hasOwnColumns)
    command.requiredOption(
      '--mapping <name-or-file>',
      label({ zh: '随附映射的名称，或 .json 映射文件', en: 'a shipped mapping by name, or a .json file' }),
    )
  if (importer.validFrom) command.option('--valid-from <date>', label(importer.validFrom), dateOf)
}

function dateOf(text: string): string {
  if (!z.iso.date().safeParse(text).success) throw new InvalidArgumentError('YYYY-MM-DD')
  return text
}
