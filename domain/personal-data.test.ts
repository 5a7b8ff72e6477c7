/** What people write into a free text about themselves and others does not leave the house whole. */
import { describe, expect, it } from 'vitest'
import { maskNumbersIn, withoutNumbersOfPeople } from './personal-data.ts'

describe('a free text', () => {
  it.each([
    ['联系人王先生 13812345678，下午在家', '联系人王先生 138****5678，下午在家'],
    ['电话138-1234-5678', '电话138****5678'],
    ['座机 0871-67912345', '座机 087****2345'],
    ['身份证53012719800101123X。', '身份证530****123X。'],
    ['两个：13812345678、13987654321', '两个：138****5678、139****4321'],
  ])('hides the numbers of people: %s', (text, masked) => {
    expect(maskNumbersIn(text)).toBe(masked)
  })
  it.each([
    '案卷 5301272026101300017 的复查',
    '上报 S5301272026101300020',
    '部件 53012703005000156，网格 530127001008048',
    '12345 热线，文化路 149 号，2026-10-13 15:04',
  ])('keeps the numbers of the trade: %s', (text) => {
    expect(maskNumbersIn(text)).toBe(text)
  })
})

it('masks numbers of people in every text of a value and leaves all else as it is', () => {
  const at = new Date(0)
  const value = {
    reason: '已电话 13812345678',
    at,
    count: 13812345678,
    none: null,
    list: ['短', { to: '0871-67890123' }],
  }
  expect(withoutNumbersOfPeople(value)).toEqual({
    reason: '已电话 138****5678',
    at,
    count: 13812345678,
    none: null,
    list: ['短', { to: '087****0123' }],
  })
  expect(withoutNumbersOfPeople(undefined)).toBeUndefined()
})
