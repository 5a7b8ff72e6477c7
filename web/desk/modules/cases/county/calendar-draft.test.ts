import { describe, expect, it } from 'vitest'
import { CalendarInput } from '#domain/catalogue/calendar-input.ts'
import { changesOf, drawYear, withOwnDay } from './calendar-draft.ts'

const base = CalendarInput.parse({
  code: 'office',
  name: { zh: '机关', en: 'office' },
  followsStateCouncil: true,
  officeHours: [
    { from: '08:00', to: '12:00' },
    { from: '14:00', to: '18:00' },
  ],
  variations: [],
  workWeekdays: [1, 2, 3, 4, 5],
  ownDays: [],
  closures: [],
})
const council = [
  { date: '2026-10-01', kind: 'off' as const, name: { zh: '国庆节', en: 'National Day' } },
  { date: '2026-10-10', kind: 'make-up-workday' as const, name: { zh: '国庆节', en: 'National Day' } },
]
const dayOff = { date: '2026-06-17', kind: 'off' as const, name: { zh: '县庆', en: 'county day' } }
const kindOn = (draft: CalendarInput, date: string) =>
  drawYear(draft, council, 2026)?.find((it) => it.date === date)

describe('a calendar being changed', () => {
  it('draws every day of the year by the rule that clocks run on', () => {
    expect(drawYear(base, council, 2026)).toHaveLength(365)
    expect(drawYear(base, council, 2028)).toHaveLength(366)
    expect(kindOn(base, '2026-10-01')).toMatchObject({ kind: 'holiday', hours: '', why: { zh: '国庆节' } })
    expect(kindOn(base, '2026-10-10')).toMatchObject({
      kind: 'make-up-workday',
      hours: '08:00–12:00 14:00–18:00',
    })
    expect(kindOn(base, '2026-06-17')).toMatchObject({ kind: 'workday', isOwn: false })
    expect(kindOn({ ...base, followsStateCouncil: false }, '2026-10-01')).toMatchObject({ kind: 'workday' })
  })

  it('puts the county before the State Council, and back', () => {
    const duty = withOwnDay(base, '2026-10-01', {
      date: '2026-10-01',
      kind: 'make-up-workday',
      name: { zh: '值守', en: 'duty' },
    })
    expect(kindOn(duty, '2026-10-01')).toMatchObject({ kind: 'workday', isOwn: true })
    expect(withOwnDay(duty, '2026-10-01', undefined)).toEqual(base)
    const off = withOwnDay(duty, dayOff.date, dayOff)
    expect(off.ownDays.map((it) => it.date)).toEqual(['2026-06-17', '2026-10-01'])
    expect(kindOn(off, dayOff.date)).toMatchObject({ kind: 'holiday', isOwn: true })
  })

  it('draws nothing while the hours make no sense', () => {
    expect(
      drawYear({ ...base, officeHours: [{ from: '12:00', to: '08:00' }] }, council, 2026),
    ).toBeUndefined()
    expect(drawYear({ ...base, workWeekdays: [] }, council, 2026)).toBeUndefined()
  })

  it('lists what differs, and nothing when all is back', () => {
    const off = withOwnDay(base, dayOff.date, dayOff)
    expect(changesOf(base, off)).toEqual([{ what: 'day', day: dayOff }])
    expect(changesOf(off, { ...base, workWeekdays: [1, 2, 3, 4, 5, 6] })).toEqual([
      { what: 'removed', date: '2026-06-17' },
      { what: 'weekdays' },
    ])
    expect(changesOf(off, withOwnDay(base, dayOff.date, dayOff))).toEqual([])
  })
})
