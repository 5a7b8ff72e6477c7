/** What is looked at in a restored installation, and how it is told. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { verifyCases } from '#modules/cases/index.ts'
import { noSeals, type ReadSeals, readAllSeals } from '#platform/audit/seals.ts'
import { type AuditFault, verifyAudit } from '#platform/audit/verify-audit.ts'
import type { Manifest } from '#platform/backup/manifest.ts'
import type { Restored } from '#platform/backup/restore-copy.ts'
import { systemClock } from '#platform/clock.ts'
import type { Config } from '#platform/config.ts'
import { connectDatabase, type Database } from '#platform/database/database.ts'
import { type KeySource, keyFile } from '#platform/sealing/key-source.ts'
import { createSealer } from '#platform/sealing/sealer.ts'
import { sealPlaces } from '../configured-house.ts'
import { configuredKeys } from '../configured-keys.ts'
import { type Terminal, tableLines } from './terminal.ts'

export type Inspection = {
  readonly cases: number
  readonly entries: number
  readonly differences: number
  readonly audit: AuditInspection
}

export type AuditInspection = {
  readonly lines: number
  /** Lines that were not linked yet when the copy was made; the server links them when it starts. */
  readonly waiting: number
  readonly seals: number
  /** How many seals are newer than the copy: it ends before them, as every copy does. */
  readonly sealsAfter: number
  /** Whether there were seals and keys to hold the chain against. */
  readonly isHeld: boolean
  readonly faults: readonly AuditFault[]
}

/** Replays the log of every case of the restored database and proves its audit. */
export const inspectRestored =
  (config: Config) =>
  async ({ url, dataFolder }: { url: string; dataFolder: string }): Promise<Inspection> => {
    const database = connectDatabase(url, { size: 2 }).house
    try {
      const { cases, entries, differences } = await verifyCases(database, {})
      return {
        cases,
        entries,
        differences: differences.length,
        audit: await inspectAudit(database, await readSealsFor(config, dataFolder)),
      }
    } finally {
      await database.close()
    }
  }

/** Whether something was found that a copy may not have. */
export const isFaulty = ({ differences, audit }: Inspection): boolean =>
  differences > 0 || audit.faults.length > 0

/** A copy ends before seals that were made after it; everything else must hold. */
async function inspectAudit(database: Database, seals: ReadSeals | undefined): Promise<AuditInspection> {
  const found = await verifyAudit(database, { seals: seals ?? noSeals, now: systemClock.now() })
  const sealsAfter = found.faults.filter((it) => it.kind === 'cut').length
  return {
    lines: found.lines,
    waiting: found.waiting,
    seals: found.seals,
    sealsAfter,
    isHeld: found.seals > sealsAfter,
    faults: found.faults.filter((it) => it.kind !== 'cut' && it.kind !== 'unsealed'),
  }
}

/** The seals of the settings, proved by the keys that came with the copy or those of today; undefined where there is no key. */
async function readSealsFor(config: Config, dataFolder: string): Promise<ReadSeals | undefined> {
  const keys = findKeys(config, dataFolder)
  return keys && readAllSeals(sealPlaces(config.values), createSealer(keys))
}

/** No ring is made where none is: it would stand in the way of the one that belongs here. */
function findKeys(config: Config, dataFolder: string): KeySource | undefined {
  const restored = join(dataFolder, 'secrets', 'key-ring.json')
  if (existsSync(restored)) return keyFile(restored)
  const { JINGWEI_KEY_COMMAND, JINGWEI_KEY_RING, JINGWEI_DATA } = config.values
  const isThere =
    JINGWEI_KEY_COMMAND ?? JINGWEI_KEY_RING ?? existsSync(join(JINGWEI_DATA, 'secrets', 'key-ring.json'))
  return isThere ? configuredKeys(config, systemClock.now()) : undefined
}

/** Rows of each table, with those the manifest tells, and what the replay found. */
export function linesOfRestored(
  { rows, files, report }: Restored<Inspection>,
  manifest: Manifest,
  terminal: Terminal,
): string[] {
  const told =
    manifest.kind === 'dump' ? { zh: '备份时', en: 'in the copy' } : { zh: '备份开始时', en: 'as it began' }
  const table = tableLines([
    [{ zh: '表', en: 'table' }, { zh: '行数', en: 'rows' }, told].map((it) => terminal.label(it)),
    ...Object.entries(rows).map(([name, count]) => [name, String(count), String(manifest.rows[name] ?? '—')]),
  ])
  return [
    ...table,
    terminal.text({
      zh: `恢复点 ${manifest.recoveryPoint.at}；照片与底图 ${files} 个；重放 ${report.cases} 个案卷、${report.entries} 条日志，发现 ${report.differences} 处差异。`,
      en: `Recovery point ${manifest.recoveryPoint.at}; ${files} photos and base maps; ${report.cases} cases with ${report.entries} log entries replayed, ${report.differences} differences found.`,
    }),
    ...linesOfAudit(report.audit, terminal),
  ]
}

function linesOfAudit(audit: AuditInspection, terminal: Terminal): string[] {
  const { lines, waiting, sealsAfter, isHeld, faults } = audit
  return [
    ...faults.map(({ told }) => terminal.text(told)),
    terminal.text({
      zh: `审计链：${lines} 条，${waiting} 条待入链，发现 ${faults.length} 处问题。`,
      en: `Audit chain: ${lines} lines, ${waiting} not linked yet, ${faults.length} faults found.`,
    }),
    ...(sealsAfter
      ? [
          terminal.text({
            zh: `备份止于最近 ${sealsAfter} 次封存之前，这是正常的；其后的记录不在备份中。`,
            en: `The copy ends before the newest ${sealsAfter} seals, as copies do; what came after is not in it.`,
          }),
        ]
      : []),
    ...(isHeld
      ? []
      : [
          terminal.text({
            zh: '备份之内没有可比对的封存：链前后一致，但是否被整体改写无从证明。',
            en: 'No seal within the copy was there to compare with: the chain agrees with itself; that it was not written anew is not proved.',
          }),
        ]),
  ]
}
