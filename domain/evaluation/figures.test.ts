import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseFact, countFigures, dueInstant, figures, ratesOf } from './figures.ts'
import { monthOf, spanOf } from './month.ts'

const at = (local: string): Date => new Date(`${local}+08:00`)
const june = { ...spanOf('2026-06'), now: at('2026-07-15T09:00:00') }
const fact = (changes: Partial<CaseFact>): CaseFact => ({
  state: 'closed',
  isSelfHandled: false,
  filedAt: at('2026-06-10T09:00:00'),
  confirmedAt: at('2026-06-11T09:00:00'),
  disposeDueAt: at('2026-06-12T09:00:00'),
  endedAt: at('2026-06-11T15:00:00'),
  reportedAt: at('2026-06-10T08:30:00'),
  isInTime: true,
  isExempted: false,
  reworks: 0,
  ...changes,
})
const count = (...facts: CaseFact[]) => countFigures(facts, june)

describe('a month in China', () => {
  it('begins at midnight in China and is half-open', () => {
    expect(spanOf('2026-06').from.toISOString()).toBe('2026-05-31T16:00:00.000Z')
    expect(monthOf(at('2026-06-30T23:59:59'))).toBe('2026-06')
    expect(monthOf(at('2026-07-01T00:00:00'))).toBe('2026-07')
    expect(spanOf('2026-12').to.toISOString()).toBe('2026-12-31T16:00:00.000Z')
  })
})

describe('the figures of the board', () => {
  it('count a case put right in time once in each', () => {
    expect(count(fact({}))).toEqual({
      filed: 1,
      due: 1,
      closed: 1,
      inTime: 1,
      late: 0,
      exempted: 0,
      reworked: 0,
      forced: 0,
    })
  })
  it('count a case that nobody touched as due and late when its deadline passes', () => {
    const open = fact({ state: 'handling', confirmedAt: null, endedAt: null, isInTime: null })
    expect(count(open)).toMatchObject({ due: 1, closed: 0, inTime: 0, late: 1 })
  })
  it('do not count a deadline that has not come yet', () => {
    const open = fact({
      state: 'handling',
      confirmedAt: null,
      endedAt: null,
      isInTime: null,
      disposeDueAt: at('2026-06-28T09:00:00'),
    })
    expect(countFigures([open], { ...june, now: at('2026-06-20T09:00:00') })).toMatchObject({
      filed: 1,
      due: 0,
      late: 0,
    })
  })
  it('count a case due in June and put right in July in June alone', () => {
    const late = fact({
      confirmedAt: at('2026-07-02T09:00:00'),
      endedAt: at('2026-07-02T15:00:00'),
      isInTime: false,
      disposeDueAt: at('2026-06-30T18:00:00'),
    })
    expect(count(late)).toMatchObject({ due: 1, late: 1 })
    expect(countFigures([late], { ...spanOf('2026-07'), now: june.now })).toMatchObject({ due: 0, late: 0 })
  })
  it('take an exempted case out of the late ones and keep the fact', () => {
    expect(count(fact({ isInTime: false, isExempted: true }))).toMatchObject({
      due: 1,
      inTime: 0,
      late: 0,
      exempted: 1,
    })
  })
  it('leave out voided and self-handled cases, and count forced closes apart', () => {
    expect(count(fact({ state: 'voided' }), fact({ isSelfHandled: true }))).toMatchObject({
      filed: 0,
      due: 0,
    })
    expect(count(fact({ state: 'forced_closed' }))).toMatchObject({ filed: 1, due: 0, forced: 1 })
  })
  it('count history without clocks by the flag it came with', () => {
    const history = fact({ confirmedAt: null, disposeDueAt: null, endedAt: null, isInTime: false })
    expect(dueInstant(history)).toEqual(history.reportedAt)
    expect(count(history)).toMatchObject({ due: 1, late: 1 })
  })
  it('never let parts exceed the whole', () => {
    const dates = fc.date({
      min: at('2026-05-20T00:00:00'),
      max: at('2026-07-20T00:00:00'),
      noInvalidDate: true,
    })
    const maybe = fc.option(dates)
    const facts = fc.record({
      state: fc.constantFrom('closed', 'handling', 'voided', 'forced_closed', 'checking'),
      isSelfHandled: fc.boolean(),
      filedAt: maybe,
      confirmedAt: maybe,
      disposeDueAt: maybe,
      endedAt: maybe,
      reportedAt: dates,
      isInTime: fc.option(fc.boolean()),
      isExempted: fc.boolean(),
      reworks: fc.nat(3),
    })
    fc.assert(
      fc.property(fc.array(facts), (list) => {
        const it = countFigures(list, june)
        expect(it.inTime + it.late + it.exempted).toBe(it.due)
        expect(Math.max(it.closed, it.reworked)).toBeLessThanOrEqual(it.due)
      }),
    )
  })
})

describe('the rates', () => {
  it('are worked out by their formula', () => {
    const row = { filed: 40, due: 20, closed: 18, inTime: 15, late: 4, exempted: 1, reworked: 2, forced: 0 }
    expect(ratesOf(row)).toEqual({ closing: 0.9, inTime: 15 / 19, rework: 0.1 })
  })
  it('say nothing where nothing was due', () => {
    const row = { filed: 3, due: 0, closed: 0, inTime: 0, late: 0, exempted: 0, reworked: 0, forced: 0 }
    expect(ratesOf(row)).toEqual({ closing: null, inTime: null, rework: null })
  })
  it('are explained in both languages', () => {
    for (const it of Object.values(figures)) expect(it.means.zh && it.means.en).toBeTruthy()
  })
})
