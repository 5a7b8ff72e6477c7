/** Which mandatory attributes of GB/T 47678.5 a record still lacks; a ledger is complete when no record lacks any. */
import type { Component } from './component.ts'

/** The mandatory attributes (约束 M), by the standard's short name. */
export const mandatoryAttributes = {
  GLBJBSM: { zh: '管理部件标识码', en: 'component code', has: (it) => it.code !== '' },
  GLBJMC: { zh: '名称', en: 'name', has: (it) => it.name !== '' },
  ZGBMDM: {
    zh: '主管部门代码',
    en: 'competent department',
    has: (it) => it.competent.organisationId !== null,
  },
  ZGBMMC: {
    zh: '主管部门名称',
    en: 'name of the competent department',
    has: (it) => it.competent.name !== null,
  },
  SZDYWGBSM: { zh: '所在单元网格', en: 'unit grid', has: (it) => it.cellCode !== null },
  GLBJZT: { zh: '状态', en: 'state', has: (it) => it.state !== null },
  CSRQ: { zh: '初始日期', en: 'first date', has: (it) => it.firstOn !== null },
} as const satisfies Record<string, { zh: string; en: string; has: (it: Judged) => boolean }>

type Judged = Pick<Component, 'code' | 'name' | 'competent' | 'cellCode' | 'state' | 'firstOn'>

export type MandatoryAttribute = keyof typeof mandatoryAttributes

/** The mandatory attributes that `component` lacks, in the order of the standard. */
export const lackingAttributes = (component: Judged): MandatoryAttribute[] =>
  (Object.keys(mandatoryAttributes) as MandatoryAttribute[]).filter(
    (name) => !mandatoryAttributes[name].has(component),
  )
