/**
 * `jingwei verify`: replays the log of every case and inner order and reports each difference from the stored row; opens
 * every sealed text and reports what stands open or cannot be opened.
 */
import { type Difference, verifyCases } from '#modules/cases/index.ts'
import { sealedColumnsOf } from '#platform/house.ts'
import { type SealingFault, verifySealing } from '#platform/sealing/verify-sealing.ts'
import { adcodeOption } from './adcode.ts'
import { type AddCommand, inHouse, type OpenHouse } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgress } from './progress.ts'

const about = { zh: '核对案卷', en: 'verifying cases' }

const aboutSealing = { zh: '核对加密数据', en: 'verifying sealed data' }

const faultLineOf = ({ adcode, table, column, id, fault }: SealingFault): string =>
  `${adcode} ${table}.${column} ${id}: ${fault}`

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
      const { sealing, ...verification } = await inHouse(cli, async (open) => ({
        ...(await verifyCases(open.house.database, {
          adcode,
          onProgress: (done) => progress.report(about, done, 0),
        })),
        sealing: await checkSealing(open, (done) => progress.report(aboutSealing, done, 0)),
      })).finally(() => progress.end())
      const { cases, innerOrders, entries, differences } = verification
      if (differences.length || sealing.faults.length) cli.exitWith(exitCodes.refusals)
      if (json) return terminal.print(JSON.stringify({ ...verification, sealing }))
      for (const it of differences) terminal.print(lineOf(it))
      terminal.print(
        terminal.text({
          zh: `核对了 ${cases} 个案卷、${innerOrders} 个内部工单、${entries} 条日志，发现 ${differences.length} 处差异。`,
          en: `${cases} cases and ${innerOrders} inner orders with ${entries} log entries verified, ${differences.length} differences found.`,
        }),
      )
      for (const it of sealing.faults) terminal.print(faultLineOf(it))
      terminal.print(
        terminal.text({
          zh: `打开了 ${sealing.checked} 处加密数据，${sealing.faults.length} 处有问题。`,
          en: `${sealing.checked} sealed texts were opened, ${sealing.faults.length} are at fault.`,
        }),
      )
    })
}

async function checkSealing(
  { house }: OpenHouse,
  onProgress: (checked: number) => void,
): Promise<{ checked: number; faults: SealingFault[] }> {
  const { database, sealer, modules } = house
  const faults: SealingFault[] = []
  let checked = 0
  for await (const it of verifySealing(database, sealer, sealedColumnsOf(modules))) {
    if ('fault' in it) faults.push(it)
    else {
      checked += it.checked
      onProgress(checked)
    }
  }
  return { checked, faults }
}
