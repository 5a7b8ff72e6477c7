/**
 * `npm run manuals`: prints the manual of each post into `docs/manual/` from the help that stands beside the pages, with
 * the pictures that `npm run screens` takes. With `--check` it only says whether one is stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Post, postNames } from '../domain/identity/post.ts'
import { helpPages } from '../web/desk/help/help-pages.ts'
import { type Manual, manuals } from '../web/desk/help/manuals.ts'
import type { HelpPage, HelpTask } from '../web/kit/help/help-page.ts'
import { screenHelp } from '../web/screen/help.ts'
import { pageOf, type Screen, screens } from './screens.ts'
import { root } from './source-files.ts'

const folder = join(root, 'docs', 'manual')
const pages: readonly HelpPage[] = [...helpPages, screenHelp]

/** The picture of a page, as this post sees it where there is such a one. */
function pictureOf(page: string, post: Post): Screen | undefined {
  const shown = screens.filter((it) => pageOf(it) === page && !it.isEnglish)
  return shown.find((it) => it.account === post) ?? shown[0]
}

const printTask = ({ title, steps }: HelpTask): string[] => [
  `**${title.zh}**`,
  '',
  ...(steps.length > 1 ? steps.map((it, at) => `${at + 1}. ${it.zh}`) : steps.map((it) => it.zh)),
  '',
]

function printPage(path: string, post: Post): string[] {
  const page = pages.find((it) => it.routes.includes(path))
  if (!page) throw new Error(`no help belongs to ${path}`)
  const picture = pictureOf(path, post)
  return [
    `## ${page.title.zh}`,
    '',
    page.purpose.zh,
    '',
    ...(picture ? [`![${picture.zh}](../screens/${picture.name}.png)`, ''] : []),
    ...page.tasks.flatMap(printTask),
    ...(page.notes?.length
      ? [
          ...page.notes
            .map((it) => `> ${it.zh}`)
            .join('\n>\n')
            .split('\n'),
          '',
        ]
      : []),
  ]
}

const everywhere: readonly (readonly [string, string])[] = [
  ['Ctrl K', '命令面板：输入页面、操作、案卷号'],
  ['/', '查找案卷'],
  ['q', '我的待办'],
  ['n', '登记上报（有此权限的岗位）'],
  ['j k', '下一行、上一行'],
  ['Enter', '打开'],
  ['1–9', '按顺序办理操作'],
  ['F1', '在页面旁打开或关闭帮助'],
  ['?', '列出本页全部快捷键'],
]

function printManual({ post, day, pages: own }: Manual): string {
  return [
    `# ${postNames[post].zh}手册`,
    '',
    ...day.flatMap((it) => [it, '']),
    '图中案卷、人员、单位和边界均为演示县的虚构数据。每一页的说明也可以在系统里按 F1 随时看。',
    '',
    ...own.flatMap((it) => printPage(it, post)),
    '## 处处可用的快捷键',
    '',
    '| 键 | 做什么 |',
    '|---|---|',
    ...everywhere.map(([key, what]) => `| ${key} | ${what} |`),
    '',
  ].join('\n')
}

const printIndex = (): string =>
  [
    '# 各岗位手册',
    '',
    '由 `npm run manuals` 按系统内的帮助打印，图由 `npm run screens` 拍摄。',
    '',
    ...manuals.map(({ post }) => `- [${postNames[post].zh}](${post}.md)`),
    '',
    '## 验收用的手册',
    '',
    '- [安装手册](installation.md)',
    '- [运维手册](operation.md)',
    '- 测试报告：`npm test` 之后执行 `npm run test-report`，得到 Word 文件',
    '',
  ].join('\n')

const printed: ReadonlyMap<string, string> = new Map([
  ['README.md', printIndex()],
  ...manuals.map((it) => [`${it.post}.md`, printManual(it)] as const),
])

if (process.argv.includes('--check')) {
  const stale = [...printed].filter(([name, text]) => {
    const path = join(folder, name)
    return !existsSync(path) || readFileSync(path, 'utf8') !== text
  })
  if (stale.length) {
    process.stderr.write(`stale: ${stale.map(([name]) => name).join(', ')}; run npm run manuals\n`)
    process.exitCode = 1
  }
} else {
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of printed) writeFileSync(join(folder, name), text)
  process.stdout.write(`${printed.size} documents in docs/manual\n`)
}
