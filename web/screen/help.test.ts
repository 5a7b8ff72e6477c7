/** Help of the screen speaks in whole sentences and explains every figure of the domain that the screen shows. */
import { expect, it } from 'vitest'
import { caseFigureCodes, caseFigures } from '#domain/cases/case-figure.ts'
import { screenHelp } from './help.ts'

const sentences = [
  screenHelp.purpose,
  ...screenHelp.tasks.flatMap((it) => it.steps),
  ...(screenHelp.notes ?? []),
]

it('speaks in whole sentences', () => {
  for (const it of sentences) {
    expect(it.zh, it.zh).toMatch(/[。；？！]$/)
    expect(it.en, it.en).toMatch(/^["A-Z].*[.?!]$/)
  }
})

it('says what each figure of the screen counts', () => {
  // A share is told as one sentence about both its parts.
  const apart = ['due', 'in-time']
  for (const code of caseFigureCodes.filter((it) => !apart.includes(it)))
    expect(
      sentences.some((it) => it.zh.includes(caseFigures[code].means.zh)),
      code,
    ).toBe(true)
})
