/** The comparison finds nothing where a case was taken over as the file says, and names what differs where it was not. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limitUnits } from '../../catalogue/limit.ts'
import type { ClockContext } from '../case-clocks.ts'
import { Story } from '../testing.ts'
import { CarriedCase } from './carried-case.ts'
import { openCarried } from './open-carried.ts'
import { Counts, compareCarried } from './reconcile.ts'

const { context } = new Story()
const as = (workDayMeans: '8h' | 'end-of-day'): ClockContext => ({
  ...context,
  settings: { ...context.settings, workDayMeans },
})
const iso = (local: string): string => new Date(`${local}:00+08:00`).toISOString()
const row = (given: Record<string, unknown>): CarriedCase =>
  CarriedCase.parse({
    row: 2,
    oldNumber: 'A-1',
    state: 'handling',
    reportedAt: iso('2026-06-08 09:00'),
    filedAt: iso('2026-06-08 09:30'),
    dispatchedAt: iso('2026-06-08 10:00'),
    handledAt: iso('2026-06-12 16:00'),
    suspendedUntil: '2026-08-01',
    unit: 'x',
    ...given,
  })
const place = {
  id: '00000000-0000-7000-8000-00000000ca5e',
  adcode: '530127',
  number: null,
  catalogueId: null,
  conditionId: null,
  unitId: null,
  assistUnitIds: [],
  componentId: null,
  handlerId: null,
  townCode: null,
  communityCode: null,
  cellCode: null,
  areaClass: null,
}
const opened = (it: CarriedCase, cutOver: Date, clocks: ClockContext) =>
  openCarried(it, place, { cutOver, now: cutOver, actorId: 'x', actorName: 'x' }, clocks)

const arbitraryRow = fc.record({
  means: fc.constantFrom('8h' as const, 'end-of-day' as const),
  state: fc.constantFrom(
    'pending_handle',
    'handling',
    'suspended',
    'handled',
    'pending_check',
    'check_passed',
  ),
  unit: fc.constantFrom(...limitUnits),
  limit: fc.integer({ min: 1, max: 40 }),
  left: fc.integer({ min: -40, max: 60 }),
  extensions: fc.nat(2),
  cutOverMinutes: fc.nat(6 * 1440),
  tells: fc.constantFrom('left', 'dueOn', 'dueAt'),
  dueInMinutes: fc.integer({ min: -9000, max: 9000 }),
})

describe('a comparison with the file', () => {
  it('finds nothing where every case was taken over as it says, in whatever kind of limit', () => {
    fc.assert(
      fc.property(
        arbitraryRow,
        ({ means, state, unit, limit, left, extensions, cutOverMinutes, tells, dueInMinutes }) => {
          const cutOver = new Date(Date.parse(iso('2026-06-13 00:00')) + cutOverMinutes * 60_000)
          const due = new Date(cutOver.getTime() + dueInMinutes * 60_000)
          const it = row({
            state,
            extensions,
            limit: `${limit / 4} ${unit}`,
            ...(tells === 'left' || state === 'suspended' ? { left: left / 4 } : {}),
            ...(tells === 'dueOn' ? { dueOn: due.toISOString().slice(0, 10) } : {}),
            ...(tells === 'dueAt' ? { dueAt: due.toISOString() } : {}),
          })
          const { record, warned } = opened(it, cutOver, as(means))
          const { differences, left: both } = compareCarried(it, record, cutOver, as(means))
          // A deadline that cannot be one of ours was warned of, and is the only thing that may differ.
          const told = warned.some(({ reason }) => reason.en.includes('outside our office hours'))
          expect(
            differences.filter(({ field }) => !(told && (field === 'dueAt' || field === 'dueOn'))),
          ).toEqual([])
          expect(Math.abs((both?.file ?? 0) - (both?.ours ?? 0))).toBeLessThan(1000)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('names what was not', () => {
    const cutOver = new Date(iso('2026-06-15 08:00'))
    const it = row({ limit: '16 工作时', left: '4' })
    const wrong = opened(
      row({ state: 'pending_handle', limit: '16 工作时', left: '9', extensions: 1 }),
      cutOver,
      context,
    )
    expect(compareCarried(it, wrong.record, cutOver, context).differences).toEqual(
      [
        { field: 'state', file: 'handling', ours: 'pending_handle' },
        { field: 'extensions', file: '0', ours: '1' },
        { field: 'light', file: 'yellow', ours: 'yellow' },
        { field: 'left', file: '4 h', ours: '9 h' },
      ].filter((line) => line.file !== line.ours),
    )
    const due = row({ limit: '16 工作时', dueAt: iso('2026-06-16 10:00') })
    expect(
      compareCarried(due, opened(it, cutOver, context).record, cutOver, context).differences,
    ).toMatchObject([
      { field: 'light', file: 'green', ours: 'yellow' },
      { field: 'left', file: '10 h', ours: '4 h' },
      { field: 'dueAt', file: iso('2026-06-16 10:00'), ours: iso('2026-06-15 12:00') },
    ])
  })

  it('counts both sides by key, the largest of the file first', () => {
    const counts = new Counts()
    counts.add('file', 'a')
    counts.add('file', 'b', 3)
    counts.add('ours', 'b')
    counts.add('ours', 'c')
    expect(counts.lines()).toEqual([
      { key: 'b', file: 3, ours: 1, difference: -2 },
      { key: 'a', file: 1, ours: 0, difference: -1 },
      { key: 'c', file: 0, ours: 1, difference: 1 },
    ])
  })
})
