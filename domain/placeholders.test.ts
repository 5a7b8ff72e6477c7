import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillPlaceholders, placeholdersIn, withPlaceholders } from './placeholders.ts'

const words = {
  class: { zh: '小类', en: 'class' },
  today: { zh: '今天', en: 'today' },
} as const

describe('placeholders', () => {
  it.each([
    ['{小类}未达标准', ['class'], [], false],
    ['｛小类｝与 { Class }，{今天}', ['class', 'today'], [], false],
    ['{电话}和{小类}', ['class'], ['电话'], false],
    ['{}', [], [''], false],
    ['{小类', [], [], true],
    ['{{小类}}', ['class'], [], true],
    ['没有花括号', [], [], false],
  ])('of %s are found', (text, keys, unknown, isBroken) => {
    expect(placeholdersIn(text, words)).toEqual({ keys, unknown, isBroken })
  })

  it('are filled with the facts there are, in either language and width, and stay without one', () => {
    expect(fillPlaceholders('{小类}、｛class｝、{今天}、{别的}', words, { class: '路灯' })).toBe(
      '路灯、路灯、{今天}、{别的}',
    )
  })

  it('are filled once: a fact that looks like a placeholder is text', () => {
    expect(fillPlaceholders('{小类}', words, { class: '{今天}$&', today: '周一' })).toBe('{今天}$&')
  })

  it('leave a text without braces as it is', () => {
    fc.assert(
      fc.property(
        fc.string().map((it) => it.replaceAll(/[{}｛｝]/g, '')),
        (text) => {
          expect(fillPlaceholders(text, words, { class: '路灯', today: '今' })).toBe(text)
          expect(placeholdersIn(text, words)).toEqual({ keys: [], unknown: [], isBroken: false })
        },
      ),
    )
  })

  it('stand again for the facts of a text that is kept, the longest first, and never for a short word', () => {
    const facts = { class: '路灯', today: '2026年6月15日' }
    expect(withPlaceholders('2026年6月15日路灯', words, facts, 'zh')).toBe('{今天}路灯')
    expect(
      withPlaceholders('路灯井盖在路灯井盖旁', words, { class: '路灯井盖', today: '路灯井盖在' }, 'en'),
    ).toBe('{today}{class}旁')
  })
})
