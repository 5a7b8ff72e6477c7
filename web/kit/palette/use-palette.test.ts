/** Names are found by what people type of them, in either language; the better fit comes first. */
import { expect, it } from 'vitest'
import { fitOf } from './use-palette.ts'

const name = { zh: '发核查', en: 'issue check' }

it.each([
  ['', 0],
  ['发核', 0],
  ['核查', 1],
  ['Issue C', 0],
  ['check', 1],
  ['isch', 2],
  ['发查', 2],
  ['结案', undefined],
  ['hcessi', undefined],
])('%s fits %s', (typed, fit) => {
  expect(fitOf(typed, name)).toBe(fit)
})
