import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { innerStateCodes } from '../cases/inner-orders/inner-life-cycle.ts'
import {
  countInnerFigures,
  type InnerFact,
  innerDueInstant,
  innerFigureCodes,
  innerFigures,
  innerRates,
  innerRatesOf,
  medianTimeOf,
} from './inner-figures.ts'
import { spanOf } from './month.ts'

const at = (local: string): Date => new Date(`${local}+08:00`)
const june = { ...spanOf('2026-06'), now: at('2026-07-15T09:00:00') }
const fact = (changes: Partial<InnerFact>): InnerFact => ({
  state: 'accepted',
  issuedAt: at('2026-06-10T09:00:00'),
  reportedAt: at('2026-06-10T15:00:00'),
  endedAt: at('2026-06-10T16:00:00'),
  dueAt: at('2026-06-11T09:00:00'),
  yellowAt: at('2026-06-11T04:00:00'),
  isIssuedLate: false,
  isInTime: true,
  reworks: 0,
  ...changes,
})
const count = (...facts: InnerFact[]) => countInnerFigures(facts, june)
const open = { reportedAt: null, endedAt: null, isInTime: null } as const
const nothing = Object.fromEntries(innerFigureCodes.map((code) => [code, 0]))

describe('the figures by inner unit', () => {
  it('count an order done in time once in each', () => {
    expect(count(fact({}))).toEqual({ ...nothing, issued: 1, due: 1, accepted: 1, inTime: 1 })
  })
  it('count an order nobody reported as due and late when its deadline passes, and show it red while it is open', () => {
    expect(count(fact({ ...open, state: 'working' }))).toEqual({
      ...nothing,
      issued: 1,
      due: 1,
      late: 1,
      open: 1,
      overdue: 1,
    })
  })
  it('do not count a deadline that has not come yet, and warn when it is near', () => {
    const now = at('2026-06-11T05:00:00')
    const waiting = fact({ ...open, state: 'issued' })
    expect(countInnerFigures([waiting], { ...june, now })).toEqual({
      ...nothing,
      issued: 1,
      open: 1,
      warned: 1,
    })
  })
  it('count an order due in June and reported in July in June alone', () => {
    const late = fact({
      dueAt: at('2026-06-30T18:00:00'),
      reportedAt: at('2026-07-01T09:00:00'),
      isInTime: false,
    })
    expect(count(late)).toMatchObject({ due: 1, late: 1 })
    expect(countInnerFigures([late], { ...spanOf('2026-07'), now: june.now })).toMatchObject({
      issued: 0,
      due: 0,
      late: 0,
    })
  })
  it('judge nobody who was given an order after its case was due', () => {
    const given = fact({ isIssuedLate: true, dueAt: at('2026-06-01T09:00:00'), isInTime: null })
    expect(innerDueInstant(given)).toEqual(given.reportedAt)
    expect(count(given)).toMatchObject({ due: 1, accepted: 1, unjudged: 1, late: 0, inTime: 0 })
    expect(count({ ...given, ...open, state: 'working' })).toMatchObject({ due: 0, late: 0, open: 1 })
  })
  it('leave recalled orders out and count them apart', () => {
    expect(count(fact({ ...open, state: 'recalled', endedAt: at('2026-06-12T09:00:00') }))).toEqual({
      ...nothing,
      recalled: 1,
    })
  })
  it('show what was reported as waiting for the check, and never as red', () => {
    const reported = fact({ state: 'reported', endedAt: null, isInTime: false })
    expect(count(reported)).toMatchObject({ due: 1, accepted: 0, open: 1, toCheck: 1, overdue: 0 })
  })
  it('never let parts exceed the whole', () => {
    const dates = fc.date({
      min: at('2026-05-20T00:00:00'),
      max: at('2026-07-20T00:00:00'),
      noInvalidDate: true,
    })
    const maybe = fc.option(dates)
    const facts = fc.record({
      state: fc.constantFrom(...innerStateCodes),
      issuedAt: dates,
      reportedAt: maybe,
      endedAt: maybe,
      dueAt: maybe,
      yellowAt: maybe,
      isIssuedLate: fc.boolean(),
      isInTime: fc.option(fc.boolean()),
      reworks: fc.nat(2),
    })
    fc.assert(
      fc.property(fc.array(facts), (list) => {
        const it = countInnerFigures(list, june)
        expect(it.inTime + it.late + it.unjudged).toBe(it.due)
        expect(Math.max(it.accepted, it.reworked)).toBeLessThanOrEqual(it.due)
        expect(it.toCheck + it.warned + it.overdue).toBeLessThanOrEqual(it.open)
      }),
    )
  })
})

describe('rates and the median', () => {
  it('are worked out by their formula, and are empty over nothing', () => {
    const row = {
      ...countInnerFigures([], june),
      due: 10,
      accepted: 9,
      inTime: 6,
      late: 2,
      unjudged: 2,
      reworked: 1,
    }
    expect(innerRatesOf(row)).toEqual({ finishing: 0.9, inTime: 0.75, rework: 0.1 })
    expect(innerRatesOf(countInnerFigures([], june))).toEqual({ finishing: null, inTime: null, rework: null })
  })
  it.each([
    [[], null],
    [[6], 6],
    [[6, 2, 10], 6],
    [[6, 2, 10, 8], 7],
  ])('of %j hours the median is %j', (hours, expected) => {
    const facts = hours.map((it) =>
      fact({ reportedAt: new Date(at('2026-06-10T09:00:00').getTime() + it * 3_600_000) }),
    )
    const median = medianTimeOf([...facts, fact({ ...open, state: 'working' })], june)
    expect(median).toBe(expected === null ? null : expected * 3_600_000)
  })
  it('are explained in both languages', () => {
    for (const it of Object.values(innerFigures)) expect(it.means.zh && it.means.en).toBeTruthy()
    for (const it of Object.values(innerRates)) expect(it.formula.zh && it.formula.en).toBeTruthy()
  })
})
