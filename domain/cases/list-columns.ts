/**
 * The columns a list of cases can show, on the screen and in an exported file: what each is called and what it says
 * of a case. A file says in words what the screen shows by colour.
 */
import { z } from 'zod'
import { chinaTimeOf } from '../china-time.ts'
import type { Sentence } from '../problem.ts'
import { clockLabel } from './clock.ts'
import type { CaseRow } from './contract.ts'
import type { Light } from './light.ts'
import { sourceNames } from './source.ts'
import { caseStates } from './state.ts'

export const caseColumnNames = [
  'light',
  'number',
  'state',
  'class',
  'description',
  'address',
  'area',
  'unit',
  'source',
  'reportedAt',
  'filedAt',
  'dueAt',
  'disposeDueAt',
  'endedAt',
  'holder',
  'level',
  'reworks',
  'reportNumber',
  'classCode',
] as const
export const CaseColumn = z.enum(caseColumnNames)
export type CaseColumn = z.infer<typeof CaseColumn>

/** What is shown until a person chooses otherwise. */
export const usualColumns: readonly CaseColumn[] = [
  'light',
  'number',
  'class',
  'address',
  'unit',
  'holder',
  'reportedAt',
]

type Language = 'zh' | 'en'
type Column = Sentence & { readonly cell: (row: CaseRow, language: Language) => string | number | null }

const lightWords: Readonly<Record<Light, Sentence>> = {
  red: { zh: '超时', en: 'overdue' },
  yellow: { zh: '将到期', en: 'due soon' },
  green: { zh: '正常', en: 'in time' },
  paused: { zh: '暂停计时', en: 'paused' },
  none: { zh: '已办结', en: 'ended' },
}

/** `YYYY-MM-DD HH:MM` in China, which every table program sorts rightly. */
const timeCell = (instant: string | null): string | null => {
  if (instant === null) return null
  const { onDate, time } = chinaTimeOf(new Date(instant))
  return `${onDate} ${time}`
}

export const caseColumns: Readonly<Record<CaseColumn, Column>> = {
  light: { zh: '时限', en: 'Light', cell: (it, language) => lightWords[it.light][language] },
  number: { zh: '案卷号', en: 'Case number', cell: (it) => it.number },
  reportNumber: { zh: '上报号', en: 'Report number', cell: (it) => it.reportNumber },
  state: { zh: '状态', en: 'State', cell: (it, language) => caseStates[it.state][language] },
  class: { zh: '小类', en: 'Class', cell: (it) => it.className },
  classCode: { zh: '小类代码', en: 'Class code', cell: (it) => it.classCode },
  description: { zh: '问题描述', en: 'Description', cell: (it) => it.description },
  address: { zh: '地点', en: 'Place', cell: (it) => it.address },
  area: { zh: '所属区域', en: 'Area', cell: (it) => it.areaName },
  unit: { zh: '处置单位', en: 'Unit', cell: (it) => it.leadUnit?.name ?? null },
  source: { zh: '来源', en: 'Source', cell: (it, language) => sourceNames[it.source][language] },
  reportedAt: { zh: '上报时间', en: 'Reported', cell: (it) => timeCell(it.reportedAt) },
  filedAt: { zh: '立案时间', en: 'Filed', cell: (it) => timeCell(it.filedAt) },
  dueAt: {
    zh: '本环节到期',
    en: 'Stage due',
    cell: (it, language) =>
      it.clockName && it.clockDueAt
        ? `${timeCell(it.clockDueAt)} ${clockLabel(it.clockName)[language]}`
        : null,
  },
  disposeDueAt: { zh: '处置到期', en: 'Disposal due', cell: (it) => timeCell(it.disposeDueAt) },
  endedAt: { zh: '结束时间', en: 'Ended', cell: (it) => timeCell(it.endedAt) },
  holder: { zh: '在办人', en: 'In hand of', cell: (it) => it.holder?.name ?? null },
  level: {
    zh: '级别',
    en: 'Level',
    cell: (it, language) => (it.level === 'urgent' ? { zh: '紧急', en: 'urgent' }[language] : null),
  },
  reworks: { zh: '返工次数', en: 'Reworks', cell: (it) => it.reworks },
}
