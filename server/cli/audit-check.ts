/**
 * `jingwei audit check`: proves an export of the audit with nothing but the file, and by public keys that were kept
 * elsewhere where they are given; `jingwei audit keys` prints those of an installation.
 */
import { readFile } from 'node:fs/promises'
import { checkExport, type ExportCheck } from '#platform/audit/export/check-export.ts'
import { PublicKeys } from '#platform/audit/export/manifest.ts'
import { openExport } from '#platform/audit/export/open-export.ts'
import { systemClock } from '#platform/clock.ts'
import { fingerprintOf, type PublicKey } from '#platform/sealing/public-key.ts'
import { createSealer } from '#platform/sealing/sealer.ts'
import { configuredKeys } from '../configured-keys.ts'
import type { AddCommand } from './cli.ts'
import { exitCodes } from './exit-codes.ts'
import { CliProblem } from './problems.ts'
import { createProgress } from './progress.ts'
import type { Terminal } from './terminal.ts'

const about = { zh: '核对审计导出', en: 'proving the export' }

export const addAuditCheck: AddCommand = (parent, cli) => {
  const { terminal } = cli
  parent
    .command('check')
    .description(
      terminal.label({
        zh: '离线核对审计导出文件（不需要数据库）',
        en: 'prove an export of the audit offline, without a database',
      }),
    )
    .argument('<file>', terminal.label({ zh: '导出的 ZIP 文件', en: 'the ZIP that was exported' }))
    .option(
      '--keys <file>',
      terminal.label({
        zh: '另行保管的公钥（由 jingwei audit keys 取得）；不填用文件自带的',
        en: 'public keys kept elsewhere (jingwei audit keys prints them); those of the file without',
      }),
    )
    .option('--json', terminal.label({ zh: '以 JSON 输出', en: 'print JSON' }))
    .action(async (file: string, { keys, json }: { keys?: string; json?: true }) => {
      const trusted = keys === undefined ? undefined : await readKeys(keys)
      const progress = createProgress(terminal)
      const opened = await openExport(file)
      const found = await checkExport(opened, {
        file,
        ...(trusted ? { trusted } : {}),
        onProgress: (done, total) => progress.report(about, done, total),
      }).finally(() => {
        opened.close()
        progress.end()
      })
      if (found.faults.length) cli.exitWith(exitCodes.refusals)
      if (json) return terminal.print(JSON.stringify({ ...found, keysFromFile: trusted === undefined }))
      tell(found, trusted, terminal)
    })
}

async function readKeys(file: string): Promise<readonly PublicKey[]> {
  try {
    return PublicKeys.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    throw CliProblem.unreadableFile({ file, reason: error instanceof Error ? error.name : String(error) })
  }
}

function tell(found: ExportCheck, trusted: readonly PublicKey[] | undefined, terminal: Terminal): void {
  const { manifest, proved, sealsWithin, faults } = found
  for (const { told } of faults) terminal.print(terminal.text(told))
  const { from, to, adcode, withheld, dropped } = manifest
  terminal.print(
    terminal.text({
      zh: `${adcode} ${from} 至 ${to}：链上第 ${manifest.firstPosition} 至 ${manifest.lastPosition} 条，逐条算出 ${proved} 条，遇到 ${sealsWithin} 次封存，发现 ${faults.length} 处问题。`,
      en: `${adcode} ${from} to ${to}: numbers ${manifest.firstPosition} to ${manifest.lastPosition} of the chain, ${proved} lines worked out, ${sealsWithin} seals met, ${faults.length} faults found.`,
    }),
  )
  if (withheld || dropped)
    terminal.print(
      terminal.text({
        zh: `另有其他县的 ${withheld} 条、到期删除的 ${dropped} 条，只有链环，内容无从核对。`,
        en: `${withheld} lines of other counties and ${dropped} dropped after their time are there by their links alone.`,
      }),
    )
  if (trusted) return
  const fingerprints = manifest.keys.map((it) => `${it.id}: ${fingerprintOf(it)}`).join('\n')
  terminal.print(
    terminal.text({
      zh: `公钥来自文件本身，只证明文件前后一致；请将指纹与另行保管的比对，或使用 --keys：\n${fingerprints}`,
      en: `The public keys are those of the file, which proves that it agrees with itself. Compare the fingerprints with those you keep, or use --keys:\n${fingerprints}`,
    }),
  )
}

export const addAuditKeys: AddCommand = (parent, cli) => {
  parent
    .command('keys')
    .description(
      cli.terminal.label({
        zh: '以 JSON 输出签名公钥，由审计部门另行保管（不需要数据库）',
        en: 'print the public keys of the seals as JSON, for an auditor to keep; needs no database',
      }),
    )
    .action(() => {
      const keys = createSealer(configuredKeys(cli.config(), systemClock.now())).listKeys()
      const shown = keys.map(({ id, profile, publicKey }) => ({ id, profile, publicKey }))
      cli.terminal.print(JSON.stringify(shown, null, 2))
    })
}
