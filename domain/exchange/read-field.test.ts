import { describe, expect, it } from 'vitest'
import type { Cell } from '../table.ts'
import { FieldRule } from './mapping.ts'
import { readField } from './read-field.ts'

const context = { adcode: '990301', zone: 'Asia/Taipei', position: '8.5,47.3' }
const read = (rule: object, cell: Cell = null, other: Cell = null) =>
  readField(FieldRule.parse(rule), { rowNumber: 7, columns: { a: cell, b: other } }, context)
const told = (rule: object, cell?: Cell) => {
  const { value, remarks } = read(rule, cell)
  return [value, ...remarks.map((it) => it.severity)]
}

describe('where a value comes from', () => {
  it('a column, trimmed; several columns, those that are given; a constant; the row itself', () => {
    expect(read({ column: 'a' }, ' 地上 ').value).toBe('地上')
    expect(read({ join: ['a', 'b'], separator: ', ', empty: ['-'] }, '-', 'x').value).toBe('x')
    expect(read({ join: ['a', 'b'] }, 'x', 'y').value).toBe('x y')
    expect(read({ constant: '01001' }).value).toBe('01001')
    expect(read({ from: 'row' }).value).toBe('7')
    expect(read({ from: 'position' }).value).toBe('8.5,47.3')
  })

  it('exactly one of them', () => {
    expect(FieldRule.safeParse({ column: 'a', constant: 'x' }).success).toBe(false)
    expect(FieldRule.safeParse({}).success).toBe(false)
  })

  it('several in one cell, each read by the rest of the rule', () => {
    const rule = { column: 'a', between: ['、', ',', '；'], empty: ['无'] }
    expect(read(rule, ' 路灯所、 供水公司,,燃气公司；无').value).toBe('路灯所\n供水公司\n燃气公司')
    expect(read(rule, '无、').value).toBe(null)
    expect(read({ ...rule, between: ['；'] }, '路灯所、供水公司').value).toBe('路灯所、供水公司')
    const words = { ...rule, values: { 灯: '路灯所', 水: '供水公司' } }
    expect(read(words, '灯、水').value).toBe('路灯所\n供水公司')
    expect(told(words, '灯、气')).toEqual(['路灯所', 'refuse'])
    expect(told({ ...words, unknown: 'warn' }, '灯、气')).toEqual(['路灯所', 'warn'])
    expect(told({ ...rule, missing: 'refuse' }, '、')).toEqual([null, 'refuse'])
  })

  it('without an ending that means nothing', () => {
    expect(read({ column: 'a', drop: '.0' }, '6025.0').value).toBe('6025')
    expect(read({ column: 'a', drop: '.0' }, '097-1').value).toBe('097-1')
  })

  it('a part of it', () => {
    expect(read({ column: 'a', part: { from: 7, length: 5 } }, '53012701037000042').value).toBe('01037')
    expect(told({ column: 'a', part: { from: 7, length: 5 }, missing: 'refuse' }, '530127')).toEqual([
      null,
      'refuse',
    ])
  })

  it('zeros and the county put before it', () => {
    expect(read({ column: 'a', padTo: 3, prefix: '{adcode}' }, '7').value).toBe('990301007')
  })
})

describe('what is missing', () => {
  it('passes, is warned of, or is refused, as the rule says', () => {
    expect(told({ column: 'a' }, '')).toEqual([null])
    expect(told({ column: 'a', missing: 'warn' }, '  ')).toEqual([null, 'warn'])
    expect(told({ column: 'a', missing: 'refuse' }, null)).toEqual([null, 'refuse'])
    expect(told({ column: 'a', missing: 'warn', empty: ['unbekannt'] }, 'unbekannt')).toEqual([null, 'warn'])
  })

  it('lets a stand-in take its place', () => {
    expect(told({ column: 'a', missing: 'warn', otherwise: '01003' }, '')).toEqual(['01003', 'warn'])
    expect(told({ column: 'a', otherwise: { from: 'position' } }, '')).toEqual(['8.5,47.3'])
  })
})

describe('words that stand for values', () => {
  const values = { 地上: '01002', 地下: '01001' }
  it('are looked up, never guessed', () => {
    expect(told({ column: 'a', values }, '地上')).toEqual(['01002'])
    expect(told({ column: 'a', values }, '上')).toEqual([null, 'refuse'])
    expect(told({ column: 'a', values, unknown: 'warn', otherwise: '01003' }, '下')).toEqual([
      '01003',
      'warn',
    ])
    expect(told({ column: 'a', values, unknown: 'keep' }, '下')).toEqual(['下'])
  })

  it('do not reach into what every object has', () => {
    expect(told({ column: 'a', values }, 'constructor')).toEqual([null, 'refuse'])
  })

  it('are named in the reason, with what would be known', () => {
    const [remark] = read({ column: 'a', values }, '下').remarks
    expect(remark?.column).toBe('a')
    expect(remark?.reason.zh).toBe('“下”不在已知取值之内（地上、地下）')
    expect(remark?.reason.en).toContain('not among the known values')
  })
})

describe('as what it is read', () => {
  it.each([
    ['whole', '6025.0', '6025'],
    ['whole', 6025, '6025'],
    ['number', '-1.5e3', -1500],
    ['flag', 'False', false],
    ['flag', '是', true],
    ['flag', true, true],
  ] as const)('%s %s', (as, cell, expected) => {
    expect(told({ column: 'a', read: as }, cell)).toEqual([expected])
  })

  it.each([
    ['whole', '60.5'],
    ['whole', '-3'],
    ['number', '1,234'],
    ['number', '0x10'],
    ['flag', '也许'],
  ] as const)('not %s %s', (as, cell) => {
    expect(told({ column: 'a', read: as }, cell)).toEqual([null, 'refuse'])
  })

  const time = { pattern: 'yyyy/M/d HH:mm', zone: undefined }
  it('a date as the wall calendar shows it, an instant by the zone', () => {
    expect(told({ column: 'a', read: 'date', time }, '2024/9/28 00:30')).toEqual(['2024-09-28'])
    expect(told({ column: 'a', read: 'instant', time }, '2024/9/28 00:30')).toEqual([
      '2024-09-27T16:30:00.000Z',
    ])
    expect(
      told({ column: 'a', read: 'instant', time: { ...time, zone: '-04:00' } }, '2024/9/28 00:30'),
    ).toEqual(['2024-09-28T04:30:00.000Z'])
    expect(told({ column: 'a', read: 'date', time }, '28.9.2024')).toEqual([null, 'refuse'])
  })

  it('a text that is too long is cut and told', () => {
    expect(told({ column: 'a', atMost: 2 }, '消防栓')).toEqual(['消防', 'warn'])
  })
})
