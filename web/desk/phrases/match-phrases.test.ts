import { expect, it } from 'vitest'
import { soundOf } from '#domain/geography/pinyin.ts'
import { matchPhrases } from './match-phrases.ts'

const phrases = [
  { text: '照片看不清问题位置和程度，请补充后再报。' },
  { text: '小类选择有误，请核对后重新批转。' },
  { text: 'The photos do not show it.' },
]

it.each([
  ['', [0, 1, 2]],
  ['  ', [0, 1, 2]],
  ['小类', [1]],
  ['xlxz', [1]],
  ['XLXZ', [1]],
  ['qhd', [1]],
  ['zhaopian', [0]],
  ['photos', [2]],
  ['没有这句', []],
])('%j finds %j', (typed, found) => {
  expect(matchPhrases(phrases, typed, soundOf)).toEqual(found.map((index) => phrases[index]))
})

it('without the table of sounds the text alone is searched', () => {
  expect(matchPhrases(phrases, 'xlxz', undefined)).toEqual([])
  expect(matchPhrases(phrases, '小类', undefined)).toEqual([phrases[1]])
})
