/** `jingwei doctor`: looks at settings, machine and database, and says what is wrong and what to do. */
import { join } from 'node:path'
import { Problem } from '#domain/problem.ts'
import { systemClock } from '#platform/clock.ts'
import { connectDatabase, type Database } from '#platform/database/database.ts'
import { examine, type NamedFinding } from '../doctor/examine.ts'
import type { Severity } from '../doctor/finding.ts'
import { readMachine } from '../doctor/machine.ts'
import type { Patient } from '../doctor/patient.ts'
import { type AddCommand, type Cli, joinDatabase, openCommandLog } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

const screensFolder = join(import.meta.dirname, '..', '..', 'dist')

const marks: Readonly<Record<Severity, { zh: string; en: string }>> = {
  fault: { zh: '✗ 故障', en: '✗ fault' },
  warning: { zh: '! 警告', en: '! warning' },
  note: { zh: '· 提示', en: '· note' },
  fine: { zh: '✓ 正常', en: '✓ fine' },
}

type Options = { json?: true; strict?: true; url?: string }

export const addDoctor: AddCommand = (program, cli) => {
  const { terminal } = cli
  program
    .command('doctor')
    .description(
      terminal.label({
        zh: '检查设置、机器与数据库，指出问题和办法',
        en: 'examine settings, machine and database',
      }),
    )
    .option(
      '--url <address>',
      terminal.label({
        zh: '用户访问的 HTTPS 地址，检查其证书',
        en: 'the HTTPS address people use; looks at its certificate',
      }),
    )
    .option(
      '--strict',
      terminal.label({ zh: '有警告也以 3 结束', en: 'end with 3 for warnings too, not for faults alone' }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async ({ json, strict, url }: Options) => {
      const findings = await withPatient(cli, url, examine)
      const count = (severity: Severity) => findings.filter((it) => it.severity === severity).length
      if (count('fault') > 0 || (strict && count('warning') > 0)) cli.exitWith(exitCodes.refusals)
      if (json) return terminal.print(JSON.stringify(findings, null, 2))
      for (const it of findings) tell(it, terminal)
      terminal.print(
        terminal.text({
          zh: `故障 ${count('fault')} 项，警告 ${count('warning')} 项，提示 ${count('note')} 项。`,
          en: `${count('fault')} faults, ${count('warning')} warnings, ${count('note')} notes.`,
        }),
      )
    })
}

function tell({ severity, check, sentence, advice }: NamedFinding, terminal: Terminal): void {
  terminal.print(`${terminal.label(marks[severity])} ${check}: ${terminal.label(sentence)}`)
  if (advice) terminal.print(`    → ${terminal.label(advice)}`)
}

/** Hands over the installation of the settings; a database that cannot be opened is a finding, not an end. */
async function withPatient<T>(
  cli: Cli,
  publicUrl: string | undefined,
  work: (patient: Patient) => Promise<T>,
): Promise<T> {
  const config = cli.config()
  const log = openCommandLog(config)
  const machine = await readMachine(systemClock)
  const opened = await joinDatabase(config, log).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
    return error
  })
  const isOpen = !(opened instanceof Problem)
  const database: Database | undefined = isOpen ? connectDatabase(opened.url, { size: 2, log }) : undefined
  const databaseFault = isOpen ? undefined : cli.terminal.label(opened.sentence)
  try {
    return await work({ config, machine, database: database?.house, databaseFault, publicUrl, screensFolder })
  } finally {
    await database?.close()
    if (isOpen) await opened.close()
  }
}
