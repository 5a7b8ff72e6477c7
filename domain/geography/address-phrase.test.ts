import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAddressPhrase } from './address-phrase.ts'
import { findChineseNumber, withArabicNumbers } from './chinese-number.ts'
import { distanceMetres, moveMetres } from './measure.ts'

describe('Chinese numerals in addresses', () => {
  it.each([
    ['十', 10],
    ['十二', 12],
    ['二十', 20],
    ['一百零三', 103],
    ['两百', 200],
    ['二〇三', 203],
    ['一千二百三十四', 1234],
    ['路', undefined],
    ['', undefined],
  ])('%s is %s', (text, value) => expect(findChineseNumber(text)).toBe(value))

  it('touches only what stands before 号 or 米', () => {
    expect(withArabicNumbers('三元街十二号')).toBe('三元街12号')
    expect(withArabicNumbers('一中东侧五十米')).toBe('一中东侧50米')
  })
})

describe('a phrase about a place', () => {
  it.each([
    ['文化路十二号', { relation: 'at', anchor: '文化路12号' }],
    ['文化路与玉明路交叉口', { relation: 'crossing', anchors: ['文化路', '玉明路'] }],
    ['文化路玉明路口', { relation: 'crossing', anchors: ['文化路', '玉明路'] }],
    ['玉明路口', { relation: 'at', anchor: '玉明路口' }],
    ['县一中和客运站之间', { relation: 'between', anchors: ['县一中', '客运站'] }],
    ['县医院大门对面', { relation: 'opposite', anchor: '县医院', words: '大门对面' }],
    ['县医院斜对面', { relation: 'opposite', anchor: '县医院', words: '斜对面' }],
    ['县医院旁边', { relation: 'beside', anchor: '县医院', words: '旁边' }],
    [
      '县医院东侧五十米',
      { relation: 'offset', anchor: '县医院', words: '东侧50米', bearing: 90, metres: 50 },
    ],
    [
      '县医院往西北约 200 米处',
      { relation: 'offset', anchor: '县医院', words: '往西北约200米处', bearing: 315, metres: 200 },
    ],
    ['实验小学东门对面', { relation: 'opposite', anchor: '实验小学东门', words: '对面' }],
    [
      '实验小学东门北50米',
      { relation: 'offset', anchor: '实验小学东门', words: '北50米', bearing: 0, metres: 50 },
    ],
    ['实验小学正门口旁边', { relation: 'beside', anchor: '实验小学正门', words: '旁边' }],
    ['对面', { relation: 'at', anchor: '对面' }],
  ])('%s', (typed, phrase) => expect(parseAddressPhrase(typed)).toEqual(phrase))

  it('never loses what was named and never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const phrase = parseAddressPhrase(typed)
        const text = withArabicNumbers(typed.normalize('NFKC').replace(/[\s,。;]+/g, ''))
        for (const anchor of 'anchors' in phrase ? phrase.anchors : [phrase.anchor])
          expect(text).toContain(anchor)
      }),
    )
  })

  it('moves a position by as many metres as were said', () => {
    const from = [103.0388, 25.3351] as const
    const moved = moveMetres([...from], 90, 50)
    expect(distanceMetres([...from], moved)).toBeCloseTo(50, 3)
    expect(moved[0]).toBeGreaterThan(from[0])
    expect(moved[1]).toBeCloseTo(from[1], 6)
  })
})
