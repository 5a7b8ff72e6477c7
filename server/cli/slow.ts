/** `jingwei slow`: the statements that took longer than the setting, the costliest first, with the plan of each. */
import { readSlowStatements, type SlowStatement } from '#platform/observe/slow-statements.ts'
import { slowStatementsFile } from '../observation.ts'
import type { AddCommand } from './cli.ts'

const linesOf = ({ text, count, longestMilliseconds, totalMilliseconds, lastAt, plan }: SlowStatement) => [
  `${count} × · ${totalMilliseconds} ms · max ${longestMilliseconds} ms · ${lastAt}`,
  `  ${text.replace(/\s+/g, ' ').trim()}`,
  ...(plan ?? '').split('\n').map((it) => `    ${it}`),
]

export const addSlow: AddCommand = (program, cli) => {
  const { terminal } = cli
  program
    .command('slow')
    .description(
      terminal.label({
        zh: '列出慢语句及其执行计划（不含数据）',
        en: 'list slow statements with their plans (without values)',
      }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async ({ json }: { json?: true }) => {
      const { values } = cli.config()
      const found = await readSlowStatements(slowStatementsFile(values))
      found.sort((a, b) => b.totalMilliseconds - a.totalMilliseconds)
      if (json) return terminal.print(JSON.stringify(found, null, 2))
      for (const it of found) for (const line of linesOf(it)) terminal.print(line)
      terminal.print(
        terminal.text({
          zh: `超过 ${values.JINGWEI_SLOW_MILLISECONDS} 毫秒的语句 ${found.length} 条。`,
          en: `${found.length} statements took longer than ${values.JINGWEI_SLOW_MILLISECONDS} ms.`,
        }),
      )
    })
}
