import { expect, it } from 'vitest'
import { commonAbout, type PhraseAbout, sayDay, sayMoment } from './phrase-about.ts'

const one: PhraseAbout = {
  kind: 'component',
  classCode: '01037',
  unitId: 'lamps',
  facts: { number: '1', class: '路灯', place: '迎宾路' },
}

it('many cases share what is the same in each, and one case all of its own', () => {
  expect(commonAbout([one])).toEqual(one)
  const other: PhraseAbout = { ...one, unitId: 'water', facts: { number: '2', class: '路灯' } }
  expect(commonAbout([one, other])).toEqual({ ...one, unitId: null, facts: { class: '路灯' } })
  expect(commonAbout([])).toEqual({ kind: null, classCode: null, unitId: null, facts: {} })
})

it('days and moments are said in the county’s time', () => {
  expect(sayDay('2026-06-14T23:30:00Z', false)).toBe('6月15日')
  expect(sayMoment('2026-06-15T09:05:00Z', false)).toBe('6月15日17:05')
  expect(sayMoment('2026-06-15T09:05:00Z', true)).toBe('15 June 17:05')
})
