/** The matrix as a table that people fill in: from a row to a rule, with every wrong cell named, and back. */
import { Reason } from '../exchange/reasons.ts'
import { OnDate } from '../instant.ts'
import type { Sentence } from '../problem.ts'
import type { Cell, Finding, TableRow } from '../table.ts'
import { ResponsibilityRule } from './responsibility.ts'
import type { KnownForRules, RuleField } from './responsibility-judging.ts'

/** The columns of the table. */
export const matrixColumns = {
  kind: '类别',
  classCode: '分类代码',
  className: '分类名称',
  conditionId: '立案条件序号',
  areaCode: '区域代码',
  areaName: '区域名称',
  leadUnitId: '主办单位',
  assistUnitIds: '协办单位',
  basis: '依据',
  validFrom: '生效日期',
  validTo: '失效日期',
} as const

/** Columns without which a file is no matrix. */
export const neededMatrixColumns = [
  matrixColumns.kind,
  matrixColumns.classCode,
  matrixColumns.leadUnitId,
  matrixColumns.basis,
]

const kindWords: Readonly<Record<string, 'component' | 'matter'>> = {
  部件: 'component',
  component: 'component',
  事件: 'matter',
  事项: 'matter',
  matter: 'matter',
}

/** A rule of the table with the row it stands in. */
export type DeliveredRule = { readonly row: number; readonly rule: ResponsibilityRule }

type Column = keyof typeof matrixColumns

/** The cells of a row as they are read, and what was found wrong with them. */
type Cells = {
  readonly findings: Finding[]
  text(column: Column): string
  refuse(column: Column, reason: Sentence): null
}

function cellsOf(row: TableRow): Cells {
  const findings: Finding[] = []
  return {
    findings,
    text: (column) => String(row.columns[matrixColumns[column]] ?? '').trim(),
    refuse: (column, reason) => {
      findings.push({ row: row.rowNumber, column: matrixColumns[column], reason })
      return null
    },
  }
}

/** The rule of a row, or everything that is wrong with the row. */
export function readMatrixRow(
  row: TableRow,
  known: KnownForRules,
  { today, newId }: { readonly today: string; readonly newId: () => string },
): DeliveredRule | { findings: Finding[] } {
  if (row.broken) return { findings: [{ row: row.rowNumber, column: null, reason: row.broken }] }
  const cells = cellsOf(row)
  const basis = cells.text('basis')
  if (basis === '') cells.refuse('basis', Reason.missing())
  const rule = {
    id: newId(),
    ...scopeIn(cells, known),
    leadUnitId: unitIn(cells, 'leadUnitId', cells.text('leadUnitId'), known),
    assistUnitIds: cells
      .text('assistUnitIds')
      .split(/[;；、,，\n]+/)
      .map((it) => it.trim())
      .filter((it) => it !== '')
      .map((it) => unitIn(cells, 'assistUnitIds', it, known)),
    basis,
    validFrom: dayIn(cells, 'validFrom') ?? today,
    validTo: dayIn(cells, 'validTo'),
  }
  if (cells.findings.length) return { findings: cells.findings }
  const parsed = ResponsibilityRule.safeParse(rule)
  if (parsed.success) return { row: row.rowNumber, rule: parsed.data }
  for (const { path, message } of parsed.error.issues)
    cells.refuse((path[0] as RuleField | undefined) ?? 'basis', Reason.notAccepted(message))
  return { findings: cells.findings }
}

/** What a row speaks of: kind, class, condition and area. */
function scopeIn(cells: Cells, known: KnownForRules) {
  const kindWord = cells.text('kind')
  const kind = kindWords[kindWord] ?? null
  if (kindWord !== '' && !kind) cells.refuse('kind', Reason.unknownWord(kindWord, ['部件', '事件']))
  const classCode = codeIn(cells, 'classCode', 'className', (code) => classNameOf(known, kind, code))
  const areaCode = codeIn(cells, 'areaCode', 'areaName', (code) => known.areas.get(code))
  const ordinal = cells.text('conditionId')
  const condition = known.conditions.find(
    (it) => it.kind === kind && it.classCode === classCode && String(it.ordinal) === ordinal,
  )
  if (ordinal !== '' && !condition) cells.refuse('conditionId', noSuchCondition(ordinal))
  return { kind, classCode, conditionId: condition?.id ?? null, areaCode }
}

function unitIn(
  cells: Cells,
  column: 'leadUnitId' | 'assistUnitIds',
  word: string,
  known: KnownForRules,
): string {
  const found = known.units.filter((it) =>
    [it.name, it.shortName, it.externalCode, ...it.aliases].includes(word),
  )
  const [only] = found
  if (word !== '' && found.length === 1 && only) return only.id
  cells.refuse(column, word === '' ? Reason.missing() : found.length ? ambiguous(word) : noSuchUnit(word))
  return ''
}

const dayForm = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ].*)?$/

function dayIn(cells: Cells, column: 'validFrom' | 'validTo'): string | null {
  const written = cells.text(column)
  if (written === '') return null
  const [, year = '', month = '', date = ''] = dayForm.exec(written) ?? []
  const parsed = OnDate.safeParse(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
  return parsed.success ? parsed.data : cells.refuse(column, Reason.notATime(written, 'YYYY-MM-DD'))
}

/** A code is what counts; a name beside it must be its name, and a name alone is not enough. */
function codeIn(
  cells: Cells,
  codeColumn: 'classCode' | 'areaCode',
  nameColumn: 'className' | 'areaName',
  nameOf: (code: string) => string | undefined,
): string | null {
  const [code, name] = [cells.text(codeColumn), cells.text(nameColumn)]
  if (code === '') return name === '' ? null : cells.refuse(codeColumn, codeMissing(name))
  const known = nameOf(code)
  if (known !== undefined && name !== '' && name !== known)
    cells.refuse(nameColumn, nameWrong(code, known, name))
  return code
}

const classNameOf = (
  { classes, majors }: Pick<KnownForRules, 'classes' | 'majors'>,
  kind: string | null,
  code: string | null,
): string | undefined => [...classes, ...majors].find((it) => it.kind === kind && it.code === code)?.name

/** A rule as a row of the table. */
export function toMatrixRow(
  rule: ResponsibilityRule,
  known: Pick<KnownForRules, 'classes' | 'majors' | 'conditions' | 'areas'>,
  unitName: (id: string) => string,
): Record<string, Cell> {
  return {
    [matrixColumns.kind]: rule.kind === null ? null : rule.kind === 'component' ? '部件' : '事件',
    [matrixColumns.classCode]: rule.classCode,
    [matrixColumns.className]: classNameOf(known, rule.kind, rule.classCode) ?? null,
    [matrixColumns.conditionId]: known.conditions.find((it) => it.id === rule.conditionId)?.ordinal ?? null,
    [matrixColumns.areaCode]: rule.areaCode,
    [matrixColumns.areaName]: (rule.areaCode && known.areas.get(rule.areaCode)) || null,
    [matrixColumns.leadUnitId]: unitName(rule.leadUnitId),
    [matrixColumns.assistUnitIds]: rule.assistUnitIds.map(unitName).join('、') || null,
    [matrixColumns.basis]: rule.basis,
    [matrixColumns.validFrom]: rule.validFrom,
    [matrixColumns.validTo]: rule.validTo,
  }
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
const noSuchUnit = (word: string): Sentence => ({
  zh: `没有名称、简称、编号或别名为“${short(word)}”的在用处置单位`,
  en: `no unit in use is known as "${short(word)}"`,
})
const ambiguous = (word: string): Sentence => ({
  zh: `“${short(word)}”指向不止一个单位，请写全称或编号`,
  en: `"${short(word)}" is the name of more than one unit; write the full name or the code`,
})
const noSuchCondition = (ordinal: string): Sentence => ({
  zh: `该小类没有第“${short(ordinal)}”号立案条件`,
  en: `the class has no filing condition "${short(ordinal)}"`,
})
const codeMissing = (name: string): Sentence => ({
  zh: `写了名称“${short(name)}”，还须写代码`,
  en: `the name "${short(name)}" is given; its code is needed too`,
})
const nameWrong = (code: string, known: string, name: string): Sentence => ({
  zh: `代码 ${code} 是“${known}”，不是“${short(name)}”`,
  en: `the code ${code} is "${known}", not "${short(name)}"`,
})
