import { describe, expect, it } from 'vitest'
import type { Cell } from '../table.ts'
import type { KeptRule, ResponsibilityRule } from './responsibility.ts'
import type { KnownForRules } from './responsibility-judging.ts'
import { planMatrix } from './responsibility-plan.ts'
import { toMatrixRow } from './responsibility-table.ts'

const [lamps, water, town] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
const unit = (id: string, name: string, aliases: string[] = []) => ({
  id,
  name,
  shortName: null,
  externalCode: null,
  aliases,
})
const known: KnownForRules = {
  adcode: '530127',
  classes: [
    { kind: 'component', code: '01037', name: '路灯' },
    { kind: 'matter', code: '01001', name: '私搭乱建' },
  ],
  majors: [{ kind: 'component', code: '01', name: '公用设施' }],
  conditions: [{ id: 'c1', kind: 'component', classCode: '01037', ordinal: 1 }],
  areas: new Map([
    ['530127001', '嵩阳街道'],
    ['530127001001', '北街社区'],
  ]),
  units: [
    unit(lamps, '路灯管理所', ['灯所']),
    unit(water, '供水公司', ['公用']),
    unit(town, '嵩阳街道办', ['公用']),
  ],
}
const standingRule = (changes: Partial<KeptRule> = {}): KeptRule => ({
  id: crypto.randomUUID(),
  kind: 'component',
  classCode: '01037',
  conditionId: null,
  areaCode: null,
  leadUnitId: lamps,
  assistUnitIds: [],
  basis: '三定方案',
  validFrom: '2026-01-01',
  validTo: null,
  version: 3,
  ...changes,
})
const right: Record<string, Cell> = {
  类别: '部件',
  分类代码: '01037',
  主办单位: '路灯管理所',
  依据: '三定方案',
  生效日期: '2026-01-01',
}
const plan = (rows: Record<string, Cell>[], standing: readonly KeptRule[] = [], endsMissing = false) =>
  planMatrix(
    rows.map((columns, index) => ({ rowNumber: index + 2, columns })),
    known,
    standing,
    { today: '2026-06-15', endsMissing, newId: () => crypto.randomUUID() },
  )
const nameOf = (id: string): string => known.units.find((it) => it.id === id)?.name ?? id

describe('a table of the matrix', () => {
  it('adds what is new, by name, alias and any usual writing of a day', () => {
    const row = {
      ...right,
      主办单位: '灯所',
      协办单位: '供水公司、嵩阳街道办',
      立案条件序号: 1,
      区域代码: '530127001',
      区域名称: '嵩阳街道',
      生效日期: '2026年7月1日',
    }
    const { added, ended, refused } = plan([row])
    expect(refused).toEqual([])
    expect(ended).toEqual([])
    expect(added).toEqual([
      expect.objectContaining({
        kind: 'component',
        conditionId: 'c1',
        areaCode: '530127001',
        leadUnitId: lamps,
        assistUnitIds: [water, town],
        validFrom: '2026-07-01',
      }),
    ])
    expect(plan([{ ...right, 生效日期: null }]).added[0]?.validFrom).toBe('2026-06-15')
  })

  it.each<[string, string, Record<string, Cell>]>([
    ['类别', '不在已知取值之内', { 类别: '设施' }],
    ['类别', '写明是部件还是事件', { 类别: null }],
    ['分类代码', '没有分类 99999', { 分类代码: '99999' }],
    ['分类代码', '还须写代码', { 分类代码: null, 分类名称: '路灯' }],
    ['分类名称', '是“公用设施”', { 分类名称: '井盖' }],
    ['立案条件序号', '没有第“7”号', { 立案条件序号: 7 }],
    ['区域代码', '本县没有区域 530127999', { 区域代码: '530127999' }],
    ['区域名称', '是“嵩阳街道”', { 区域代码: '530127001', 区域名称: '杨林镇' }],
    ['主办单位', '未填写', { 主办单位: '' }],
    ['主办单位', '没有名称', { 主办单位: '不存在的单位' }],
    ['主办单位', '不止一个单位', { 主办单位: '公用' }],
    ['协办单位', '不能同时是协办', { 协办单位: '路灯管理所' }],
    ['依据', '未填写', { 依据: ' ' }],
    ['生效日期', '不是', { 生效日期: '2026-02-30' }],
    ['失效日期', '须晚于生效日期', { 失效日期: '2026-01-01' }],
  ])('is refused in the cell that is wrong: %s, %s', (column, words, changes) => {
    const { refused } = plan([right, { ...right, 分类代码: '01', ...changes }])
    expect(refused).toEqual([
      { row: 3, column, reason: expect.objectContaining({ zh: expect.stringContaining(words) }) },
    ])
  })

  it('changes a rule by ending the old one the day the new one begins, never in the past', () => {
    const old = standingRule()
    const next = { ...right, 主办单位: '供水公司', 生效日期: '2026-07-01' }
    expect(plan([next], [old])).toMatchObject({
      changed: 1,
      refused: [],
      added: [{ leadUnitId: water }],
      ended: [{ id: old.id, expectedVersion: 3, validTo: '2026-07-01' }],
    })
    expect(plan([{ ...next, 生效日期: '2026-06-01' }], [old]).refused).toMatchObject([
      { row: 2, column: '生效日期', reason: { zh: expect.stringContaining('不能早于今天') } },
    ])
  })

  it('sets an end, and refuses to take one back', () => {
    const old = standingRule()
    expect(plan([{ ...right, 失效日期: '2026-12-31' }], [old])).toMatchObject({
      added: [],
      ended: [{ id: old.id, validTo: '2026-12-31' }],
      changed: 1,
    })
    expect(plan([right], [standingRule({ validTo: '2026-12-31' })]).refused).toMatchObject([
      { row: 2, column: '失效日期' },
    ])
  })

  it('refuses two rows for one scope on the same days', () => {
    const { refused } = plan([right, { ...right, 主办单位: '供水公司' }])
    expect(refused).toMatchObject([
      { row: 3, column: '生效日期', reason: { zh: expect.stringContaining('重叠') } },
    ])
  })

  it('keeps what it does not name, unless it is the whole matrix', () => {
    const [named, other, coming] = [
      standingRule(),
      standingRule({ classCode: '01' }),
      standingRule({ areaCode: '530127001', validFrom: '2026-09-01' }),
    ]
    expect(plan([right], [named, other, coming])).toMatchObject({ unchanged: 1, ended: [], added: [] })
    expect(plan([right], [named, other, coming], true).ended).toEqual([
      { id: other.id, expectedVersion: 3, validTo: '2026-06-15' },
      { id: coming.id, expectedVersion: 3, validTo: '2026-09-01' },
    ])
  })

  it('written out and read again changes nothing', () => {
    const standing = [
      standingRule(),
      standingRule({
        conditionId: 'c1',
        areaCode: '530127001001',
        assistUnitIds: [water, town],
        validTo: '2027-01-01',
      }),
      standingRule({ kind: null, classCode: null, leadUnitId: town }),
      standingRule({ kind: 'matter', classCode: '01001', areaCode: '530127001' }),
    ]
    const rows = standing.map((it: ResponsibilityRule) => toMatrixRow(it, known, nameOf))
    expect(plan(rows, standing, true)).toEqual({
      added: [],
      ended: [],
      changed: 0,
      unchanged: 4,
      refused: [],
    })
  })
})
