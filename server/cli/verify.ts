/** `jingwei verify`: replays the log of every case and inner order and reports each difference from the stored row. */
import { type Difference, verifyCases } from '#modules/cases/index.ts'
import { adcodeOption } from './adcode.ts'
import { type AddCommand, inHouse } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgress } from './progress.ts'

const about = { zh: '核对案卷', en: 'verifying cases' }

const lineOf = ({ adcode, caseId, field, stored, replayed }: Difference): string =>
  `${adcode} ${caseId} ${field}: ${JSON.stringify(stored)} ≠ ${JSON.stringify(replayed)}`

export const addVerify: AddCommand = (program, cli) => {
  const { terminal } = cli
  program
    .command('verify')
    .description(
      terminal.label({
        zh: '重放每个案卷的办理日志，与存储的案卷核对',
        en: 'replay the log of every case and compare it with the stored row',
      }),
    )
    .addOption(
      adcodeOption(terminal, { zh: '只核对这个县；不填为全部', en: 'this county only; all without' }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async ({ adcode, json }: { adcode?: string; json?: true }) => {
      const progress = createProgress(terminal)
      const verification = await inHouse(cli, ({ house }) =>
        verifyCases(house.database, { adcode, onProgress: (done) => progress.report(about, done, 0) }),
      ).finally(() => progress.end())
      const { cases, innerOrders, entries, differences } = verification
      if (differences.length) cli.exitWith(exitCodes.refusals)
      if (json) return terminal.print(JSON.stringify(verification))
      for (const it of differences) terminal.print(lineOf(it))
      terminal.print(
        terminal.text({
          zh: `核对了 ${cases} 个案卷、${innerOrders} 个内部工单、${entries} 条日志，发现 ${differences.length} 处差异。`,
          en: `${cases} cases and ${innerOrders} inner orders with ${entries} log entries verified, ${differences.length} differences found.`,
        }),
      )
    })
}
