/** `jingwei import open-cases`: the open cases of an old system, with their time, their photos and a count by count. */
import { type Command, InvalidArgumentError } from 'commander'
import { inLanguage } from '#domain/problem.ts'
import { createFileStore } from '#platform/files/file-store.ts'
import { writeSheets } from '#platform/tabular/write-sheets.ts'
import { photosFolder } from '../configured-house.ts'
import { importOpenCases, type OpenCasesReport } from '../importers/import-open-cases.ts'
import { getMapping } from '../importers/mapping-files.ts'
import { adcodeOption } from './adcode.ts'
import { type Cli, inHouse } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import { findingLines, groupedLines, toJsonLine } from './import-report.ts'
import { countLines, toSheets } from './open-cases-report.ts'
import { createProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'
import { writing } from './write-file.ts'

type Options = {
  mapping: string
  cutOver: Date
  late?: true
  photos?: string
  totals?: string
  report?: string
  adcode?: string
  dryRun?: true
  json?: true
}

const rowsRead = { zh: '已读取行', en: 'rows read' }

async function run(cli: Cli, file: string, options: Options): Promise<void> {
  const { terminal } = cli
  const progress = createProgress(terminal)
  const isDryRun = options.dryRun === true
  const to = options.report
  // A report that cannot be written is found out before anything is.
  if (to) await writing(to, () => writeSheets(to, '…', [{ title: '…', columns: [], rows: [] }]))
  const report = await inHouse(
    cli,
    async ({ house, actor, adcode }) =>
      importOpenCases(house, actor, file, await getMapping(options.mapping, 'open-cases'), {
        adcode,
        cutOver: options.cutOver,
        isLate: options.late,
        isDryRun,
        photos: options.photos
          ? { folder: options.photos, files: createFileStore(photosFolder(cli.config().values)) }
          : undefined,
        totals: options.totals,
        onProgress: ({ read }) => progress.report(rowsRead, read, 0),
      }),
    { adcode: options.adcode },
  ).finally(() => progress.end())
  if (report.refused.length || !report.comparison.isClean) cli.exitWith(exitCodes.refusals)
  if (to) await writing(to, () => writeReport(to, report, options, terminal))
  if (options.json) terminal.print(toJson(report, terminal))
  else tell(report, options, terminal)
}

function writeReport(path: string, report: OpenCasesReport, { cutOver }: Options, terminal: Terminal) {
  const language = terminal.language ?? 'zh-CN'
  const at = cutOver.toISOString()
  const heading = inLanguage({ zh: `迁移核对（切换时刻 ${at}）`, en: `Migration, cut-over ${at}` }, language)
  return writeSheets(path, heading, toSheets(report, language))
}

function tell(report: OpenCasesReport, { dryRun, report: path }: Options, terminal: Terminal): void {
  const { read, carriedOver, there, warned, refused, photos, comparison } = report
  const warnings = { zh: `提示 ${warned.length} 处：`, en: `${warned.length} warnings:` }
  for (const line of groupedLines(warnings, warned, terminal)) terminal.print(line)
  for (const line of findingLines({ warned: [], refused }, terminal)) terminal.print(line)
  for (const line of countLines(comparison.tables, terminal.label)) terminal.print(line)
  terminal.print('')
  const dry = dryRun
    ? { zh: '（试运行，未写入）', en: ' (dry run, nothing was written)' }
    : { zh: '', en: '' }
  terminal.print(
    terminal.text({
      zh: `读取 ${read} 行，迁入 ${carriedOver} 件${dry.zh}，此前已迁入 ${there} 件；拒绝 ${refused.length} 处，提示 ${warned.length} 处，逐案差异 ${comparison.differences.length} 处。`,
      en: `${read} rows read, ${carriedOver} taken over${dry.en}, ${there} there before; ${refused.length} refusals, ${warned.length} warnings, ${comparison.differences.length} differences.`,
    }),
  )
  if (photos)
    terminal.print(
      terminal.text({
        zh: `照片：找到 ${photos.found} 张，在案 ${photos.taken} 张，未采用 ${photos.refused.length} 项。`,
        en: `Photos: ${photos.found} found, ${photos.taken} in cases, ${photos.refused.length} not taken.`,
      }),
    )
  if (path)
    terminal.print(terminal.text({ zh: `报告已写入 ${path}`, en: `The report was written to ${path}` }))
}

function toJson(report: OpenCasesReport, terminal: Terminal): string {
  const { carriedOver, there, photos, comparison } = report
  const language = terminal.language ?? 'zh-CN'
  const plain = JSON.parse(toJsonLine(report, language)) as Record<string, unknown>
  return JSON.stringify({
    ...plain,
    carriedOver,
    there,
    ...(photos
      ? {
          photos: {
            found: photos.found,
            taken: photos.taken,
            refused: photos.refused,
            warned: photos.warned,
          },
        }
      : {}),
    isClean: comparison.isClean,
    tables: comparison.tables.map(({ title, lines }) => ({
      title: inLanguage(title, language),
      lines: lines.map((it) => ({ ...it, key: inLanguage(it.key, language) })),
    })),
    differences: comparison.differences,
  })
}

/** An instant with its zone: without one nobody knows which eight o'clock is meant. */
function instantOf(text: string): Date {
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text)
  if (!isInstant || Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('YYYY-MM-DDTHH:MM+08:00')
  return new Date(text)
}

/** Adds the command to `import`. */
export function addImportOpenCases(parent: Command, cli: Cli): void {
  const { terminal } = cli
  const say = (zh: string, en: string): string => terminal.label({ zh, en })
  parent
    .command('open-cases')
    .description(
      say(
        '旧系统的在办案件，连同剩余时限和照片',
        'open cases of an old system, with their time left and photos',
      ),
    )
    .argument('<file>', say('文件', 'the file'))
    .requiredOption(
      '--mapping <name-or-file>',
      say('随附映射的名称，或 .json 映射文件', 'a shipped mapping by name, or a .json file'),
    )
    .requiredOption(
      '--cut-over <instant>',
      say(
        '切换时刻：文件内容属实的时刻，如 2026-12-01T08:00+08:00',
        'the instant at which the file was true',
      ),
      instantOf,
    )
    .option('--late', say('确认切换时刻在 7 天以前', 'a cut-over of more than seven days ago is meant'))
    .option(
      '--photos <folder>',
      say('照片文件夹，每个案号一个子文件夹', 'the folder of photos, one folder a case'),
    )
    .option(
      '--totals <file>',
      say('旧系统打印的合计（项目、名称、数量）', 'the totals the old system prints (.csv, .xlsx)'),
    )
    .option('--report <file>', say('核对报告写入 .xlsx 或 .md', 'writes the count by count to .xlsx or .md'))
    .addOption(adcodeOption(terminal, { zh: '导入到这个县', en: 'the county it goes into' }))
    .option('--dry-run', say('只检查，不写入', 'check everything and write nothing'))
    .option('--json', say('以一行 JSON 输出结果', 'print the result as one line of JSON'))
    .action((file: string, options: Options) => run(cli, file, options))
}
