/** The count-by-count report of a migration, as lines for the terminal and as sheets for a file. */
import { inLanguage, type Language, type Sentence } from '#domain/problem.ts'
import type { Finding } from '#domain/table.ts'
import type { Sheet } from '#platform/tabular/write-sheets.ts'
import type { CountTable } from '../importers/compare-open-cases.ts'
import type { OpenCasesReport } from '../importers/import-open-cases.ts'
import type { FileFinding } from '../importers/old-photos.ts'
import { tableLines } from './terminal.ts'

type Say = (sentence: Sentence) => string

const heads = {
  what: { zh: '项目', en: 'what' },
  file: { zh: '旧系统', en: 'file' },
  ours: { zh: '本系统', en: 'ours' },
  difference: { zh: '差', en: 'difference' },
  number: { zh: '旧案卷号', en: 'old number' },
  row: { zh: '行', en: 'row' },
  field: { zh: '列', en: 'column' },
  reason: { zh: '说明', en: 'reason' },
  photo: { zh: '照片或文件夹', en: 'photo or folder' },
} as const

const countColumns = [heads.what, heads.file, heads.ours, heads.difference]

/** The tables of counts for the terminal. */
export function countLines(tables: readonly CountTable[], say: Say): string[] {
  return tables.flatMap(({ title, lines }) => [
    '',
    say(title),
    ...tableLines([
      countColumns.map(say),
      ...lines.map((it) => [say(it.key), String(it.file), String(it.ours), signed(it.difference)]),
    ]).map((it) => `  ${it}`),
  ])
}

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value))

/** The whole report as sheets: counts, differences, warnings, refusals, photos. */
export function toSheets(
  { comparison, warned, refused, photos }: OpenCasesReport,
  language: Language,
): Sheet[] {
  const say: Say = (it) => inLanguage(it, language)
  const title = (zh: string, en: string): string => say({ zh, en })
  return [
    ...comparison.tables.map(
      (table): Sheet => ({
        title: say(table.title),
        columns: countColumns.map(say),
        rows: table.lines.map((it) => [say(it.key), it.file, it.ours, it.difference]),
      }),
    ),
    {
      title: title('逐案差异', 'differences'),
      columns: [heads.number, heads.row, heads.field, heads.file, heads.ours].map(say),
      rows: comparison.differences.map((it) => [it.oldNumber, it.row, it.field, it.file, it.ours]),
    },
    findingSheet(title('拒绝的行', 'refused rows'), refused, say),
    findingSheet(title('提示', 'warnings'), warned, say),
    ...(photos
      ? [
          fileSheet(title('未采用的照片', 'photos not taken'), photos.refused, say),
          fileSheet(title('照片提示', 'warnings on photos'), photos.warned, say),
        ]
      : []),
  ]
}

const findingSheet = (title: string, findings: readonly Finding[], say: Say): Sheet => ({
  title,
  columns: [heads.row, heads.field, heads.reason].map(say),
  rows: findings.map((it) => [it.row, it.column, say(it.reason)]),
})

const fileSheet = (title: string, findings: readonly FileFinding[], say: Say): Sheet => ({
  title,
  columns: [heads.photo, heads.reason].map(say),
  rows: findings.map((it) => [it.file, say(it.reason)]),
})
