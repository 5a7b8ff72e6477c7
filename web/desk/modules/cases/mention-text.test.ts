import { describe, expect, it } from 'vitest'
import { findQuery, matchPeople, splitMentions } from './mention-text.ts'

describe('what is typed after an @', () => {
  it.each([
    ['@', { from: 0, query: '' }],
    ['请 @de', { from: 2, query: 'de' }],
    ['请@邓路', { from: 1, query: '邓路' }],
    ['@邓路灯 ', undefined],
    ['写信到 a@b', undefined],
    ['无', undefined],
  ])('%s', (text, expected) => {
    expect(findQuery(text, text.length)).toEqual(expected)
  })
  it('is what stands before the caret', () => {
    expect(findQuery('@deng 请看', 3)).toEqual({ from: 0, query: 'de' })
  })
})

describe('who fits', () => {
  const people = [
    { id: '1', name: '鲍派遣', pinyin: 'baopaiqian', initials: 'bpq' },
    { id: '2', name: '邓路灯', pinyin: 'dengludeng', initials: 'dld' },
    { id: '3', name: '小邓', pinyin: 'xiaodeng', initials: 'xd' },
  ]
  const names = (query: string): string[] => matchPeople(people, query).map((it) => it.name)
  it.each([
    ['邓', ['邓路灯', '小邓']],
    ['deng', ['邓路灯']],
    ['DLD', ['邓路灯']],
    ['xd', ['小邓']],
    ['', ['鲍派遣', '邓路灯', '小邓']],
    ['zz', []],
  ])('%s', (query, expected) => {
    expect(names(query)).toEqual(expected)
  })
})

describe('a text in pieces', () => {
  it('takes the longer of two names that begin alike, and joined it is the text again', () => {
    const pieces = splitMentions('请@王小明、@王小 看', ['王小', '王小明'])
    expect(pieces.filter((it) => it.isMention).map((it) => it.text)).toEqual(['@王小明', '@王小'])
    expect(pieces.map((it) => it.text).join('')).toBe('请@王小明、@王小 看')
  })
})
