/** A catalogue as an Excel workbook: one sheet for each kind, in the form that `jingwei-workbook` reads back. */
import type { CatalogueContent, Condition } from '#domain/catalogue/catalogue.ts'
import { type ClassKind, classKinds } from '#domain/catalogue/class-code.ts'
import { type Limit, limitUnitName } from '#domain/catalogue/limit.ts'
import type { Database } from '#platform/database/database.ts'
import type { ExcelTable } from './excel-file.ts'
import { getContent } from './queries/find-classes.ts'
import { writeWorkbook } from './workbook-in-thread.ts'

const sheetNames: Record<ClassKind, string> = { component: '部件', matter: '事项' }
const basisNames: Record<Condition['limitBasis'], string> = {
  stated: '规范明示',
  family: '同类统一规定',
  assumed: '推定',
  unknown: '未知',
}

const headings = [
  ['大类代码', 8],
  ['大类名称', 16],
  ['小类代码', 8],
  ['小类名称', 20],
  ['立案条件', 44],
  ['结案条件', 28],
  ['处置时限', 14],
  ['A类区域时限', 12],
  ['B类区域时限', 12],
  ['C类区域时限', 12],
  ['时限来源', 14],
  ['时限原文', 22],
  ['处置单位', 24],
  ['主管部门', 24],
  ['法律依据', 40],
  ['采集要求', 44],
] as const

const limitText = (limit: Limit | undefined): string =>
  limit ? `${limit.value}${limitUnitName(limit.unit).zh}` : ''

function toTable(content: CatalogueContent, kind: ClassKind): ExcelTable {
  const majors = new Map(content.majors.map((it) => [`${it.kind} ${it.code}`, it.name]))
  const conditions = Map.groupBy(content.conditions, (it) => `${it.kind} ${it.classCode}`)
  const rows = content.classes
    .filter((it) => it.kind === kind)
    .flatMap((it) => {
      const start = [
        it.majorCode,
        majors.get(`${it.kind} ${it.majorCode}`) ?? '',
        it.code.startsWith(it.majorCode) ? it.code.slice(it.majorCode.length) : it.code,
        it.name,
      ]
      const found = conditions.get(`${it.kind} ${it.code}`)
      // A class without conditions still stands in the list, with its limit called unknown.
      if (!found) return [[...start, '', '', '未知', '', '', '', basisNames.unknown, '', '', '', '', '']]
      return found.map((one) => [
        ...start,
        one.filingText,
        one.closingText,
        one.limits ? limitText(one.limits.default) : '未知',
        limitText(one.limits?.A),
        limitText(one.limits?.B),
        limitText(one.limits?.C),
        basisNames[one.limitBasis],
        one.limitText,
        one.responsibleText,
        one.competentText,
        one.legalBasis,
        one.collectionNotes,
      ])
    })
  const { label, assembled } = content.head
  return {
    sheet: sheetNames[kind],
    title: assembled ? `${label}（汇编，非机关发布）` : label,
    headings: headings.map(([text, width]) => ({ text, width })),
    rows,
  }
}

/** Writes a version of the catalogue as an .xlsx file. */
export async function exportCatalogue(db: Database, versionId: string, now: Date): Promise<Uint8Array> {
  const content = await getContent(db, versionId)
  return writeWorkbook(
    classKinds.map((kind) => toTable(content, kind)),
    now,
  )
}
