/** `jingwei import`: foreign files by their mappings, every row accepted or refused with its reason. */
import { type Command, InvalidArgumentError } from 'commander'
import { z } from 'zod'
import { inLanguage, type Language } from '#domain/problem.ts'
import { adcodeOption } from './adcode.ts'
import { type AddCommand, type Cli, inHouse } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import { type Importer, type ImportOutcome, importers } from './importers.ts'
import { createProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'

type Options = { mapping?: string; adcode?: string; validFrom?: string; dryRun?: true; json?: true }

const rowsRead = { zh: '已读取行', en: 'rows read' }

/** How many findings are listed for people; `--json` has them all. */
const listed = 20

type Found = ImportOutcome['refused'][number]

const printed =
  (language: Language) =>
  ({ reason, ...place }: Found) => ({
    ...place,
    reason: inLanguage(reason, language),
  })

/** The one line that `--json` ends with. */
export function toJsonLine(outcome: ImportOutcome, language: Language): string {
  const { read, accepted, warned, refused, inTime } = outcome
  return JSON.stringify({
    read,
    accepted,
    warned: warned.map(printed(language)),
    refused: refused.map(printed(language)),
    ...(inTime ? { inTime } : {}),
  })
}

function lineOf({ sheet, row, column, reason }: Found, { label }: Terminal): string {
  const place = [sheet, label({ zh: `第 ${row} 行`, en: `row ${row}` }), column].filter(Boolean).join(' ')
  return `  ${place}: ${label(reason)}`
}

function tell(outcome: ImportOutcome, isDryRun: boolean, terminal: Terminal): void {
  const { read, accepted, warned, refused, inTime } = outcome
  const dry = isDryRun
    ? { zh: '（试运行，未写入）', en: ' (dry run, nothing was written)' }
    : { zh: '', en: '' }
  const groups = [
    { found: warned, title: { zh: `提示 ${warned.length} 处：`, en: `${warned.length} warnings:` } },
    { found: refused, title: { zh: `拒绝 ${refused.length} 处：`, en: `${refused.length} refusals:` } },
  ]
  for (const { found, title } of groups.filter((it) => it.found.length)) {
    terminal.print(terminal.label(title))
    for (const it of found.slice(0, listed)) terminal.print(lineOf(it, terminal))
    if (found.length > listed) terminal.print(`  … ${found.length - listed}`)
  }
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
