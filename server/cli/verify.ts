/**
/**
 * `jingwei verify`: replays the log of every case and inner order and reports each difference from the stored row; opens
 * every sealed text and reports what stands open or cannot be opened; proves the audit from its first line to its last
 * against the heads sealed outside the database.
 */
import { type Difference, type Verification, verifyCases } from '#modules/cases/index.ts'
import type { AuditVerification } from '#platform/audit/verify-audit.ts'
import { sealedColumnsOf } from '#platform/house.ts'
import { type SealingFault, verifySealing } from '#platform/sealing/verify-sealing.ts'
import { adcodeOption } from './adcode.ts'
import { type AddCommand, inHouse, type OpenHouse } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import { createProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'

const aboutCases = { zh: '核对案卷', en: 'verifying cases' }
const aboutAudit = { zh: '核对审计链', en: 'proving the audit' }

const aboutSealing = { zh: '核对加密数据', en: 'verifying sealed data' }

const faultLineOf = ({ adcode, table, column, id, fault }: SealingFault): string =>
  `${adcode} ${table}.${column} ${id}: ${fault}`

const lineOf = ({ adcode, caseId, field, stored, replayed }: Difference): string =>
  `${adcode} ${caseId} ${field}: ${JSON.stringify(stored)} ≠ ${JSON.stringify(replayed)}`

function tellCases({ cases, innerOrders, entries, differences }: Verification, terminal: Terminal): void {
  for (const it of differences) terminal.print(lineOf(it))
  terminal.print(
    terminal.text({
      zh: `核对了 ${cases} 个案卷、${innerOrders} 个内部工单、${entries} 条日志，发现 ${differences.length} 处差异。`,
      en: `${cases} cases and ${innerOrders} inner orders with ${entries} log entries verified, ${differences.length} differences found.`,
    }),
  )
}

type Sealing = { checked: number; faults: SealingFault[] }

function tellSealing({ checked, faults }: Sealing, terminal: Terminal): void {
  for (const it of faults) terminal.print(faultLineOf(it))
  terminal.print(
    terminal.text({
      zh: `打开了 ${checked} 处加密数据，${faults.length} 处有问题。`,
      en: `${checked} sealed texts were opened, ${faults.length} are at fault.`,
    }),
  )
}

function tellAudit(
  { lines, blocks, seals, lastSealAt, faults }: AuditVerification,
  terminal: Terminal,
): void {
  for (const { told } of faults) terminal.print(terminal.text(told))
  const sealed = lastSealAt ?? '–'
  terminal.print(
    terminal.text({
      zh: `审计链：${lines} 条、${blocks} 块、${seals} 次封存（最近 ${sealed}），发现 ${faults.length} 处问题。`,
      en: `Audit chain: ${lines} lines, ${blocks} blocks, ${seals} seals (the last at ${sealed}), ${faults.length} faults found.`,
    }),
  )
}

export const addVerify: AddCommand = (program, cli) => {
  const { terminal } = cli
  program
    .command('verify')
    .description(
      terminal.label({
        zh: '重放每个案卷的办理日志，与存储的案卷核对；再从头到尾证明审计链',
        en: 'replay the log of every case and compare it with the stored row; then prove the audit end to end',
      }),
    )
    .addOption(
      adcodeOption(terminal, {
        zh: '只核对这个县的案卷；不填为全部',
        en: 'cases of this county only; all without',
      }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async ({ adcode, json }: { adcode?: string; json?: true }) => {
      const progress = createProgress(terminal)
      const { cases, sealing, audit } = await inHouse(cli, async (open) => ({
        cases: await verifyCases(open.house.database, {
          adcode,
          onProgress: (done) => progress.report(aboutCases, done, 0),
        }),
        sealing: await checkSealing(open, (done) => progress.report(aboutSealing, done, 0)),
        audit: await open.house.audit.verify((done, total) => progress.report(aboutAudit, done, total)),
      })).finally(() => progress.end())
      if (cases.differences.length || sealing.faults.length || audit.faults.length)
        cli.exitWith(exitCodes.refusals)
      if (json) return terminal.print(JSON.stringify({ ...cases, sealing, audit }))
      tellCases(cases, terminal)
      tellSealing(sealing, terminal)
      tellAudit(audit, terminal)
    })
}

async function checkSealing({ house }: OpenHouse, onProgress: (checked: number) => void): Promise<Sealing> {
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
