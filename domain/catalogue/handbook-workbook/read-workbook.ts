/**
 * Reads the rules of a city's handbook workbook: every row becomes a rule, belongs to the rule above it, or is
 * refused with sheet, row, column and reason. Nothing is completed by guessing.
 */
import type { Sentence } from '#domain/problem.ts'
import type { AreaClass } from '../catalogue.ts'
import type { ClassKind } from '../class-code.ts'
import type { Limit } from '../limit.ts'
import { parseDigits, parseLimit, toHalfWidth, toLine, toParagraphs } from './cell-text.ts'
import type { WorkbookColumn, WorkbookMapping } from './mapping.ts'
import { columnLetters, type Sheet, type SheetRow } from './sheet.ts'

/** One rule, with the place it was read from. */
export type WorkbookRule = {
  readonly sheet: string
  readonly row: number
  readonly kind: ClassKind
  readonly majorCode: string
  readonly majorName: string
  /** The digits of the class within its major: two or three, as the scheme of codes has it. */
  readonly item: string
  readonly className: string
  readonly filing: string
  readonly closing: string
  readonly limitText: string
  /** Null when the workbook says that none is known. */
  readonly limit: Limit | null
  readonly variants: Partial<Record<AreaClass, Limit>>
  readonly responsible: string
  readonly competent: string
  readonly collectionNotes: string
  readonly legalBasis: string
}

/** Something told about one place of the workbook; `column` is the spreadsheet's letter with its heading. */
export type WorkbookFinding = {
  readonly sheet: string
  readonly row: number
  readonly column: string | null
  readonly reason: Sentence
}

/** What came of a workbook. `read` counts the rows below the headings that hold anything. */
export type WorkbookReading = {
  readonly read: number
  readonly rules: readonly WorkbookRule[]
  readonly warned: readonly WorkbookFinding[]
  readonly refused: readonly WorkbookFinding[]
}

/** Digits of a class within its major; a workbook always has majors, so a city's own numbers count as two. */
const itemWidth = ({ head }: WorkbookMapping): number => (head.codeScheme === '2+3' ? 3 : 2)

type Columns = Partial<Record<WorkbookColumn, number>>
type Place = { sheet: string; row: number; columns: Columns; mapping: WorkbookMapping }

const required: readonly WorkbookColumn[] = [
  'majorCode',
  'majorName',
  'classCode',
  'className',
  'filing',
  'closing',
  'limit',
]

const plainHeading = (text: string) => toHalfWidth(text).replace(/\s+/g, '')

/** The row of headings: the first that has all required ones; rows above it are titles. */
function findHeadings(sheet: Sheet, mapping: WorkbookMapping): { row: number; columns: Columns } | undefined {
  for (const row of sheet.rows.slice(0, 20)) {
    const texts = row.cells.map((it) => plainHeading(it.text))
    const columns: Columns = {}
    for (const [name, heading] of Object.entries(mapping.columns) as [WorkbookColumn, string | undefined][]) {
      const index = heading === undefined ? -1 : texts.indexOf(plainHeading(heading))
      if (index >= 0) columns[name] = index
    }
    if (required.every((it) => columns[it] !== undefined)) return { row: row.number, columns }
  }
  return undefined
}

const cellOf = (row: SheetRow, columns: Columns, name: WorkbookColumn) => row.cells[columns[name] ?? -1]
const longTexts: readonly WorkbookColumn[] = ['collectionNotes', 'legalBasis']
const textOf = (row: SheetRow, columns: Columns, name: WorkbookColumn) =>
  (longTexts.includes(name) ? toParagraphs : toLine)(cellOf(row, columns, name)?.text ?? '')

function finding(place: Place, name: WorkbookColumn | null, reason: Sentence): WorkbookFinding {
  const index = name === null ? undefined : place.columns[name]
  const heading = name === null ? undefined : place.mapping.columns[name]
  const column = index === undefined ? null : `${columnLetters(index)}（${heading}）`
  return { sheet: place.sheet, row: place.row, column, reason }
}

/** What a blank cell inherits: class columns from any row above, units only within the same class. */
type Carried = {
  majorCode: string
  majorName: string
  item: string
  className: string
  responsible: string
  competent: string
  collectionNotes: string
  legalBasis: string
}

const carriedUnits = ['responsible', 'competent', 'collectionNotes', 'legalBasis'] as const

/** The class that a row belongs to, or why that cannot be said. */
function readClass(row: SheetRow, place: Place, above: Carried | undefined): Carried | WorkbookFinding {
  const { columns } = place
  const texts = {
    majorCode: textOf(row, columns, 'majorCode'),
    majorName: textOf(row, columns, 'majorName'),
    item: textOf(row, columns, 'classCode'),
    className: textOf(row, columns, 'className'),
  }
  const majorCode = texts.majorCode === '' ? above?.majorCode : parseDigits(texts.majorCode, 2)
  const item = texts.item === '' ? above?.item : parseDigits(texts.item, itemWidth(place.mapping))
  const badCode = (text: string): Sentence => ({
    zh: `“${text}”不是规定位数以内的数字代码`,
    en: `“${text}” is no numeric code of the expected length`,
  })
  if (majorCode === undefined) return finding(place, 'majorCode', badCode(texts.majorCode))
  if (item === undefined) return finding(place, 'classCode', badCode(texts.item))
  const isSameMajor = majorCode === above?.majorCode
  const isSameClass =
    isSameMajor && item === above?.item && (texts.className === '' || texts.className === above?.className)
  const majorName = texts.majorName || (isSameMajor ? above?.majorName : undefined)
  const className = texts.className || (isSameClass ? above?.className : undefined)
  const missing = {
    zh: '缺少名称，上一行也不是同一类',
    en: 'has no name, and the row above is another class',
  }
  if (majorName === undefined) return finding(place, 'majorName', missing)
  if (className === undefined) return finding(place, 'className', missing)
  const units = carriedUnits.map((name) => {
    const text = textOf(row, columns, name)
    return [name, text || (isSameClass ? (above?.[name] ?? '') : '')] as const
  })
  const {
    responsible = '',
    competent = '',
    collectionNotes = '',
    legalBasis = '',
  } = Object.fromEntries(units)
  return { majorCode, majorName, item, className, responsible, competent, collectionNotes, legalBasis }
}

const isFinding = (it: Carried | WorkbookFinding): it is WorkbookFinding => 'reason' in it

/** Whether filing, closing and limit all belong to merged cells that begin above: no rule of its own. */
const belongsAbove = (row: SheetRow, columns: Columns): boolean =>
  (['filing', 'closing', 'limit'] as const).every((it) => cellOf(row, columns, it)?.isCovered === true)

const variantColumns = [
  ['A', 'limitA'],
  ['B', 'limitB'],
  ['C', 'limitC'],
] as const

function readRule(row: SheetRow, place: Place, kind: ClassKind, of: Carried): WorkbookRule | WorkbookFinding {
  const { columns, mapping } = place
  const filing = textOf(row, columns, 'filing')
  const closing = textOf(row, columns, 'closing')
  const limitText = textOf(row, columns, 'limit')
  const missing = (zh: string, en: string): Sentence => ({ zh: `缺少${zh}`, en: `has no ${en}` })
  if (filing === '') return finding(place, 'filing', missing('立案条件', 'filing condition'))
  if (closing === '') return finding(place, 'closing', missing('结案条件', 'closing condition'))
  if (limitText === '') return finding(place, 'limit', missing('处置时限', 'limit'))
  const isUnknown = mapping.limitUnknown.includes(limitText)
  const limit = isUnknown ? { limit: null } : parseLimit(limitText, mapping)
  if ('refused' in limit) return finding(place, 'limit', limit.refused)
  const variants: WorkbookRule['variants'] = {}
  for (const [area, name] of variantColumns) {
    const text = textOf(row, columns, name)
    const variant = text === '' ? undefined : parseLimit(text, mapping)
    if (variant && 'refused' in variant) return finding(place, name, variant.refused)
    if (variant) variants[area] = variant.limit
  }
  return {
    sheet: place.sheet,
    row: place.row,
    kind,
    ...of,
    filing,
    closing,
    limitText,
    limit: limit.limit,
    variants,
  }
}

const isRefusal = (it: WorkbookRule | WorkbookFinding): it is WorkbookFinding => 'reason' in it

function readSheet(sheet: Sheet, kind: ClassKind, mapping: WorkbookMapping): WorkbookReading {
  const headings = findHeadings(sheet, mapping)
  const rules: WorkbookRule[] = []
  const refused: WorkbookFinding[] = []
  const warned: WorkbookFinding[] = []
  if (headings === undefined) {
    const reason = {
      zh: '前 20 行中没有找到全部必需的列名',
      en: 'the headings were not found in the first 20 rows',
    }
    return { read: 0, rules, warned, refused: [{ sheet: sheet.name, row: 0, column: null, reason }] }
  }
  const { columns } = headings
  let above: Carried | undefined
  let read = 0
  for (const row of sheet.rows) {
    if (row.number <= headings.row || row.cells.every((it) => it.text.trim() === '')) continue
    read += 1
    const place: Place = { sheet: sheet.name, row: row.number, columns, mapping }
    const carried = readClass(row, place, above)
    if (isFinding(carried)) {
      refused.push(carried)
      continue
    }
    above = carried
    if (belongsAbove(row, columns)) {
      warned.push(
        finding(place, null, {
          zh: '条件、结案和时限与上一行合并，属于上一条',
          en: 'is merged with the row above and belongs to its rule',
        }),
      )
      continue
    }
    const rule = readRule(row, place, kind, carried)
    if (isRefusal(rule)) refused.push(rule)
    else rules.push(rule)
  }
  return { read, rules, warned, refused }
}

/** Reads all sheets that the mapping names; a sheet that is missing is refused as a whole. */
export function readWorkbook(sheets: readonly Sheet[], mapping: WorkbookMapping): WorkbookReading {
  const readings = mapping.sheets.map(({ name, kind }): WorkbookReading => {
    const sheet = sheets.find((it) => it.name.trim() === name)
    if (sheet) return readSheet(sheet, kind, mapping)
    const reason = { zh: `工作簿中没有表“${name}”`, en: `the workbook has no sheet “${name}”` }
    return { read: 0, rules: [], warned: [], refused: [{ sheet: name, row: 0, column: null, reason }] }
  })
  return {
    read: readings.reduce((sum, it) => sum + it.read, 0),
    rules: readings.flatMap((it) => it.rules),
    warned: readings.flatMap((it) => it.warned),
    refused: readings.flatMap((it) => it.refused),
  }
}
