/** The difference of two versions as an Excel workbook: a row for each field, and the counts before it. */
import { changeName, describeValue, fieldName, subjectName } from '#domain/catalogue/describe-change.ts'
import { type CatalogueChange, countChanges } from '#domain/catalogue/difference.ts'
import type { ExcelTable } from './excel-file.ts'
import { writeWorkbook } from './workbook-in-thread.ts'

const headings = [
  ['变化', 8],
  ['对象', 10],
  ['类别', 8],
  ['小类代码', 10],
  ['名称', 22],
  ['序号', 6],
  ['字段', 14],
  ['原为', 44],
  ['改为', 44],
] as const

const kindNames = { component: '部件', matter: '事项' } as const

function rowsOf(it: CatalogueChange): (string | number)[][] {
  const start = [
    changeName(it.change).zh,
    subjectName(it.what).zh,
    it.kind ? kindNames[it.kind] : '',
    it.code ?? '',
    it.name,
    it.ordinal ?? '',
  ]
  if (it.fields.length === 0) return [[...start, '', '', '']]
  return it.fields.map(({ field, before, after }) => [
    ...start,
    fieldName(field).zh,
    describeValue(field, before).zh,
    describeValue(field, after).zh,
  ])
}

/** Writes a difference as an .xlsx file. */
export function exportDifference(
  { from, to, changes }: { from: string; to: string; changes: readonly CatalogueChange[] },
  now: Date,
): Promise<Uint8Array> {
  const { added, ended, changed } = countChanges(changes)
  const table: ExcelTable = {
    sheet: '差异',
    title: `${from} → ${to}：新增 ${added}，停用 ${ended}，修改 ${changed}`,
    headings: headings.map(([text, width]) => ({ text, width })),
    rows: changes.flatMap(rowsOf),
  }
  return writeWorkbook([table], now)
}
