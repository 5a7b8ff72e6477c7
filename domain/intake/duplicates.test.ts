import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candidate, scoreDuplicate } from './duplicates.ts'

const limits = { radiusMetres: 50, withinHours: 24 }
const report = { kind: 'matter', classCode: '06010', componentId: null }
const candidate = (changes: Partial<Candidate>): Candidate => ({
  id: 'a',
  kind: 'matter',
  classCode: '06010',
  componentId: null,
  distanceMetres: 10,
  hoursApart: 2,
  ...changes,
})

describe('whether two reports speak of the same thing', () => {
  it('is certain for the same component, however far and old', () => {
    const lamp = { kind: 'component', classCode: '01037', componentId: '53012701037000042' }
    const open = candidate({ componentId: '53012701037000042', distanceMetres: 900, hoursApart: 500 })
    expect(scoreDuplicate(lamp, open, limits)).toEqual({ score: 1, reasons: ['same-component'] })
  })
  it('puts the same class above the same major above another class', () => {
    const score = (classCode: string) => scoreDuplicate(report, candidate({ classCode }), limits).score
    expect(score('06010')).toBeGreaterThan(score('06012'))
    expect(score('06012')).toBeGreaterThan(score('09001'))
  })
  it('is nothing beyond the radius or without a place', () => {
    expect(scoreDuplicate(report, candidate({ distanceMetres: 51 }), limits).score).toBe(0)
    expect(scoreDuplicate(report, candidate({ distanceMetres: null }), limits).score).toBe(0)
  })
  it('names its reasons', () => {
    expect(scoreDuplicate(report, candidate({}), limits).reasons).toEqual(['same-class', 'near', 'recent'])
    expect(scoreDuplicate(report, candidate({ hoursApart: 30 }), limits).reasons).toEqual([
      'same-class',
      'near',
    ])
  })
  it('never rises with distance or time, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 48, noNaN: true }),
        (a, b, hours) => {
          const [near, far] = a < b ? [a, b] : [b, a]
          const close = scoreDuplicate(
            report,
            candidate({ distanceMetres: near, hoursApart: hours }),
            limits,
          ).score
          const away = scoreDuplicate(
            report,
            candidate({ distanceMetres: far, hoursApart: hours }),
            limits,
          ).score
          expect(close).toBeGreaterThanOrEqual(away)
          expect(close).toBeLessThanOrEqual(1)
          expect(away).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })
})
