/** What is looked at in a restored installation, and how it is told. */
import { verifyCases } from '#modules/cases/index.ts'
import type { Manifest } from '#platform/backup/manifest.ts'
import type { Restored } from '#platform/backup/restore-copy.ts'
import { connectDatabase } from '#platform/database/database.ts'
import { type Terminal, tableLines } from './terminal.ts'

export type Inspection = { readonly cases: number; readonly entries: number; readonly differences: number }

/** Replays the log of every case of the restored database. */
export async function inspectRestored({ url }: { url: string }): Promise<Inspection> {
  const database = connectDatabase(url, { size: 2 }).house
  try {
    const { cases, entries, differences } = await verifyCases(database, {})
    return { cases, entries, differences: differences.length }
  } finally {
    await database.close()
  }
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
  ]
}
