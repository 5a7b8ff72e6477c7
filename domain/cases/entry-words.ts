/** What the data of a log entry is called, and what its codes mean, wherever people read it. */
import type { Sentence } from '../problem.ts'

/** Names of what an entry tells. */
const dataNames: Readonly<Record<string, Sentence>> = {
  reason: { zh: '理由', en: 'Reason' },
  note: { zh: '说明', en: 'Note' },
  result: { zh: '结果', en: 'Result' },
  measure: { zh: '措施', en: 'Measure' },
  opinion: { zh: '意见', en: 'Opinion' },
  answer: { zh: '回复', en: 'Answer' },
  grounds: { zh: '申诉理由', en: 'Grounds' },
  reasonCode: { zh: '原因', en: 'Reason code' },
  leadUnitId: { zh: '主办单位', en: 'Lead unit' },
  assistUnitIds: { zh: '协办单位', en: 'Assisting units' },
  innerUnitIds: { zh: '承办单位', en: 'Inner units' },
  suggestedUnitId: { zh: '建议单位', en: 'Suggested unit' },
  collectorId: { zh: '监督员', en: 'Collector' },
  handlerId: { zh: '处置人员', en: 'Handler' },
  masterId: { zh: '主案', en: 'Leading case' },
  untilDate: { zh: '截止日期', en: 'Until' },
  dueOnDate: { zh: '回复期限', en: 'Answer by' },
  businessKind: { zh: '业务类型', en: 'Kind of business' },
  level: { zh: '级别', en: 'Level' },
  substituteForUnitId: { zh: '代处置的责任单位', en: 'Handled in place of' },
  number: { zh: '案卷号', en: 'Case number' },
  granted: { zh: '准予免责', en: 'Granted' },
  supported: { zh: '支持申诉', en: 'Supported' },
  amountYuan: { zh: '金额（元）', en: 'Amount (yuan)' },
  solvedScore: { zh: '解决评分', en: 'Score: solved' },
  cutOver: { zh: '切换时刻', en: 'Cut-over' },
  oldNumber: { zh: '旧案卷号', en: 'Old number' },
  oldState: { zh: '旧系统状态', en: 'State there' },
  oldLimit: { zh: '旧系统时限', en: 'Limit there' },
  oldLeft: { zh: '移交时剩余', en: 'Left at the cut-over' },
  oldDue: { zh: '旧系统截止时间', en: 'Deadline there' },
  oldComponent: { zh: '旧系统部件标识码', en: 'Component there' },
  oldAssistUnits: { zh: '旧系统协办单位', en: 'Assisting units there' },
  oldPhotos: { zh: '照片', en: 'Photos' },
  serviceScore: { zh: '服务评分', en: 'Score: service' },
}

/** Codes that people choose from when they take an action. */
const optionNames: Readonly<Record<string, Sentence>> = {
  unit: { zh: '处置单位', en: 'the unit' },
  centre: { zh: '指挥中心', en: 'the centre' },
  both: { zh: '两者', en: 'both' },
  true: { zh: '属实', en: 'true' },
  false: { zh: '不属实', en: 'not true' },
  cannot: { zh: '无法核实', en: 'cannot be verified' },
  ordinary: { zh: '一般', en: 'ordinary' },
  urgent: { zh: '紧急', en: 'urgent' },
  immediate: { zh: '即办', en: 'handled now' },
  commitment: { zh: '承诺', en: 'promised' },
  coordination: { zh: '协调', en: 'coordinated' },
  'outside-duty': { zh: '不属职责范围', en: 'outside our duty' },
  'not-a-fact': { zh: '情况不实', en: 'not a fact' },
  'no-place': { zh: '地点不明', en: 'place unknown' },
  'duplicate-closed': { zh: '重复且已办结', en: 'duplicate, already closed' },
  'petition-or-lawsuit': { zh: '属信访或诉讼', en: 'petition or lawsuit' },
  'emergency-number': { zh: '应拨打紧急电话', en: 'call the emergency number' },
  'condition-not-met': { zh: '不符合立案条件', en: 'filing condition not met' },
  'already-open': { zh: '已有在办案卷', en: 'a case is open already' },
  other: { zh: '其他', en: 'other' },
}

const itself = (code: string): Sentence => ({ zh: code, en: code })

/** The name of a datum of an entry; one without a name stands for itself. */
export const dataName = (name: string): Sentence => dataNames[name] ?? itself(name)

/** The meaning of a code; a city's own code stands for itself. */
export const optionName = (code: string): Sentence => optionNames[code] ?? itself(code)
