import { describe, expect, it } from 'vitest'
import { findLearnablePhrase } from './learnable-phrase.ts'
import { readSaidAreas } from './said-areas.ts'

const areas = [
  { code: '530127', name: '嵩明县' },
  { code: '530127001', name: '嵩阳街道' },
  { code: '530127001001', name: '兰茂社区居民委员会' },
]

describe('the areas before a place', () => {
  it.each([
    ['云南省昆明市嵩明县嵩阳街道文化路12号', '文化路12号', ['530127001']],
    ['嵩阳街道兰茂社区文化路', '文化路', ['530127001', '530127001001']],
    ['兰茂社区', '兰茂社区', []],
    ['文化路12号', '文化路12号', []],
    ['新城市场', '新城市场', []],
  ])('of %s are taken off', (text, rest, areaCodes) => {
    expect(readSaidAreas(text, areas)).toEqual({ rest, areaCodes })
  })
})

describe('what may be learnt', () => {
  it.each([
    ['老供销社', '老供销社'],
    ['嵩阳街道老供销社对面', '老供销社'],
    ['老供销社东侧50米', '老供销社'],
    ['粮库宿舍3栋2单元501室', '粮库宿舍3栋'],
    ['粮库宿舍501室', '粮库宿舍'],
  ])('of %s is %s', (said, name) => expect(findLearnablePhrase(said, areas)).toBe(name))

  it.each([
    '王先生家门口',
    '老供销社 13812345678',
    '老供销社138 1234 5678',
    '张某住处旁',
    '李小明家',
    '云A12345旁边',
    '我自己门口',
    '供',
    '老供销社，有人反映路灯坏了三天没人管请尽快处理一下',
    '老供销社与文化路交叉口',
    '文化路12号对面',
    '',
  ])('of %s is nothing', (said) => expect(findLearnablePhrase(said, areas)).toBeUndefined())
})
