import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromInert, isFormula, toInert } from './inert-text.ts'

it.each([
  ['=HYPERLINK("http://a.example","看")', true],
  ['+86 138 0000 0000', true],
  ['-2+3+cmd|"/c calc"!A1', true],
  ['@SUM(A1:A9)', true],
  ['\t=1+1', true],
  ['\r=1+1', true],
  ['＝1＋1', true],
  ['-', false],
  ['-12.50', false],
  ['+8613800000000', false],
  ['路灯=不亮', false],
  ['', false],
])('%j is a formula: %s', (text, is) => {
  expect(isFormula(text)).toBe(is)
  expect(toInert(text)).toBe(is ? `'${text}` : text)
})

it('leaves what is no text, and gives back whatever it was given', () => {
  expect([1, -1, null, true].map(toInert)).toEqual([1, -1, null, true])
  const cell = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', "'", "'="), fc.string())
      .map((it) => it.join('')),
  )
  fc.assert(
    fc.property(cell, (text) => {
      const written = String(toInert(text))
      expect(isFormula(written)).toBe(false)
      // A text that already looks as if it had been made inert is the one that comes back shorter.
      if (!(text.startsWith("'") && isFormula(text.slice(1)))) expect(fromInert(written)).toBe(text)
    }),
  )
})
