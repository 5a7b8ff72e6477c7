import { describe, expect, it } from 'vitest'
import { parseDigits, parseLimit, toHalfWidth } from './cell-text.ts'
import type { WorkbookMapping } from './mapping.ts'
import { readWorkbook } from './read-workbook.ts'
import { columnLetters, type Sheet } from './sheet.ts'
import { toWorkbookCatalogue } from './to-catalogue.ts'

const mapping: WorkbookMapping = {
  name: 'test',
  reads: 'handbook-workbook',
  note: '',
  head: {
    series: 'test',
    owner: 'city',
    ownerName: '某市',
    label: '某市标准',
    standardRef: '',
    codeScheme: '2+2',
    assembled: false,
    note: '',
  },
  sheets: [{ name: '部件', kind: 'component' }],
  columns: {
    majorCode: '大类代码',
    majorName: '大类名称',
    classCode: '小类代码',
    className: '小类名称',
    responsible: '处置单位',
    filing: '立案条件',
    closing: '结案条件',
    limit: '处置时限',
  },
  limitWords: { 天: 'work_day', 小时: 'work_hour', 紧急工作时: 'urgent_hour' },
  limitUnknown: ['未知'],
  limitEndings: [{ text: '制止', meaning: '到场制止' }],
}

const headings = [
  '大类代码',
  '大类 名称',
  '小类代码',
  '小类名称',
  '处置单位',
  '立案条件',
  '结案条件',
  '处置时限',
]

/** A text beginning with ^ stands in a merged cell that begins above. */
const sheetOf = (...rows: string[][]): Sheet => ({
  name: '部件',
  rows: rows.map((row, index) => ({
    number: index + 1,
    cells: row.map((text) => ({ text: text.replace(/^\^/, ''), isCovered: text.startsWith('^') })),
  })),
})

const read = (...rows: string[][]) =>
  readWorkbook([sheetOf(['某市标准（部件）', '', '', '', '', '', '', ''], headings, ...rows)], mapping)

const first = ['１', '公用设施', '1', '路灯', '照明中心', '灯不亮', '恢复', '2天']

describe('cells', () => {
  it('make full-width signs plain', () => {
    expect(toHalfWidth('２（Ａ）　％')).toBe('2(A) %')
    expect(['1', '01', '０１', ' 1 '].map((it) => parseDigits(it, 2))).toEqual(['01', '01', '01', '01'])
    expect(['', '101', '1a', '一'].filter((it) => parseDigits(it, 2) !== undefined)).toEqual([])
    expect(parseDigits('37', 3)).toBe('037')
  })

  it.each([
    ['2紧急工作时', { value: 2, unit: 'urgent_hour' }],
    ['４小时', { value: 4, unit: 'work_hour' }],
    [' 15 天 ', { value: 15, unit: 'work_day' }],
    ['0.5小时', { value: 0.5, unit: 'work_hour' }],
    ['1紧急工作时制止', { value: 1, unit: 'urgent_hour' }],
  ])('read the limit %s', (text, limit) => {
    expect(parseLimit(text, mapping)).toEqual({ limit })
  })

  it.each(['种植季节15工作日', '立即', '3周', '0天', '2天内', '', '2'])('refuse the limit “%s”', (text) => {
    expect(parseLimit(text, mapping)).toHaveProperty('refused.zh')
  })

  it('name columns as a spreadsheet does', () => {
    expect([0, 25, 26, 27, 701, 702].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'AB', 'ZZ', 'AAA'])
  })
})

describe('reading a workbook', () => {
  it('skips titles, carries blank class cells down, and units only within a class', () => {
    const {
      rules,
      refused,
      read: count,
    } = read(
      first,
      ['', '', '', '', '', '灯杆\n倾斜', '扶正', '1天'],
      ['', '', '02', '地灯', '', '不亮', '恢复', '2天'],
      ['', '', '', '', '', '', '', ''],
    )
    expect(refused).toEqual([])
    expect(count).toBe(3)
    expect(rules.map((it) => [it.majorCode + it.item, it.className, it.filing, it.responsible])).toEqual([
      ['0101', '路灯', '灯不亮', '照明中心'],
      ['0101', '路灯', '灯杆 倾斜', '照明中心'],
      ['0102', '地灯', '不亮', ''],
    ])
  })

  it('keeps an unknown limit as unknown, and variants by class of area', () => {
    const wide: WorkbookMapping = { ...mapping, columns: { ...mapping.columns, limitC: 'C类时限' } }
    const { rules, refused } = readWorkbook(
      [
        sheetOf(
          [...headings, 'C类时限'],
          [...first, '4天'],
          ['', '', '', '', '', '灯罩破', '更换', '未知', ''],
          ['', '', '', '', '', '灯杆斜', '扶正', '1天', '两天'],
        ),
      ],
      wide,
    )
    expect(rules.map((it) => [it.limit, it.variants])).toEqual([
      [{ value: 2, unit: 'work_day' }, { C: { value: 4, unit: 'work_day' } }],
      [null, {}],
    ])
    expect(refused).toMatchObject([{ row: 4, column: 'I（C类时限）' }])
    const { content } = toWorkbookCatalogue({ rules, refused: [], warned: [], read: 2 }, wide)
    expect(content.conditions.map((it) => [it.limitKnown, it.limitBasis])).toEqual([
      [true, 'stated'],
      [false, 'unknown'],
    ])
  })

  it('counts a row that is merged with the one above to that rule', () => {
    const { rules, warned } = read(first, [
      '^1',
      '^公用设施',
      '^1',
      '^路灯',
      '^照明中心',
      '^灯不亮',
      '^恢复',
      '^2天',
    ])
    expect(rules).toHaveLength(1)
    expect(warned).toMatchObject([{ sheet: '部件', row: 4 }])
  })

  it.each([
    [['1', '公用设施', '101', '路灯', '', '灯不亮', '恢复', '2天'], 'C（小类代码）'],
    [['x', '公用设施', '1', '路灯', '', '灯不亮', '恢复', '2天'], 'A（大类代码）'],
    [['1', '公用设施', '2', '', '', '灯不亮', '恢复', '2天'], 'D（小类名称）'],
    [['1', '公用设施', '1', '路灯', '', '', '恢复', '2天'], 'F（立案条件）'],
    [['1', '公用设施', '1', '路灯', '', '灯不亮', '', '2天'], 'G（结案条件）'],
    [['1', '公用设施', '1', '路灯', '', '灯不亮', '恢复', ''], 'H（处置时限）'],
    [['1', '公用设施', '1', '路灯', '', '灯不亮', '恢复', '尽快'], 'H（处置时限）'],
  ])('refuses %j by its column', (row, column) => {
    const { rules, refused } = read(first, row)
    expect(rules).toHaveLength(1)
    expect(refused).toMatchObject([{ sheet: '部件', row: 4, column }])
  })

  it('refuses a row whose first class cell has nothing above it', () => {
    expect(read(['', '', '', '', '', '灯不亮', '恢复', '2天']).refused).toMatchObject([{ row: 3 }])
  })

  it('refuses a sheet without headings, and one that is missing', () => {
    expect(readWorkbook([sheetOf(first)], mapping).refused).toMatchObject([{ sheet: '部件', row: 0 }])
    expect(readWorkbook([], mapping).refused).toMatchObject([{ sheet: '部件', row: 0 }])
  })
})

it('refuses a later row that names a class or major otherwise', () => {
  const { content, refused } = toWorkbookCatalogue(
    read(
      first,
      ['1', '公用设施', '1', '街灯', '', '灯不亮', '恢复', '2天'],
      ['1', '市政设施', '2', '地灯', '', '灯不亮', '恢复', '2天'],
    ),
    mapping,
  )
  expect(refused.map((it) => [it.row, it.column])).toEqual([
    [4, '小类名称'],
    [5, '大类名称'],
  ])
  expect(content.classes).toHaveLength(1)
  expect(content.conditions).toHaveLength(1)
})
