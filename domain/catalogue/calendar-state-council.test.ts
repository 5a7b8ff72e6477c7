import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { realData } from '#platform/testing/real-data.ts'
import { toPublishedDays } from './calendar-state-council.ts'
import { dayOf } from './calendar-time.ts'
import { publishedCalendar, stateCouncilDays, stateCouncilNotices } from './testing/calendars.ts'

const calendar = publishedCalendar()
const realFolder = realData('cn-holidays')

describe('the days of the State Council', () => {
  it('cover 2015 to 2026 and no further', () => {
    const { days, publishedFrom, publishedThrough } = toPublishedDays(stateCouncilDays, stateCouncilNotices)
    expect([publishedFrom, publishedThrough]).toEqual([2015, 2026])
    expect(days).toHaveLength(405)
    expect(days.filter(({ kind }) => kind === 'make-up-workday')).toHaveLength(76)
  })

  it.each([
    ['2026-02-14', true, '调休上班（春节）', 'make-up-workday'],
    ['2026-02-17', false, '春节', 'holiday'],
    ['2026-09-20', true, '调休上班（国庆节）', 'make-up-workday'],
    ['2026-10-08', true, '工作日', 'workday'],
    ['2018-12-29', true, '调休上班（元旦）', 'make-up-workday'],
    ['2020-01-31', false, '春节', 'holiday'],
    ['2020-02-03', true, '工作日', 'workday'],
    ['2026-09-19', false, '周末', 'weekend'],
  ])('say of %s: working %s, %s', (date, working, why, kind) => {
    expect(dayOf(calendar, date)).toMatchObject({ working, kind, published: true, why: { zh: why } })
  })

  it('leave a year without a notice unpublished, and its New Year an ordinary Friday', () => {
    expect(dayOf(calendar, '2027-01-01')).toMatchObject({ working: true, published: false })
    expect(dayOf(calendar, '2014-12-31')).toMatchObject({ published: false })
  })

  it('are refused with an unknown notice, a date twice, or a year left out', () => {
    const [day] = stateCouncilDays
    if (!day) throw new Error('no days')
    expect(() => toPublishedDays([{ ...day, notice: '1999' }], stateCouncilNotices)).toThrow(/1999/)
    expect(() => toPublishedDays([day, day], stateCouncilNotices)).toThrow(/twice/)
    expect(() =>
      toPublishedDays(
        [],
        stateCouncilNotices.filter(({ year }) => year !== 2020),
      ),
    ).toThrow(/consecutive/)
    expect(() => toPublishedDays([], [])).toThrow(/consecutive/)
  })

  it.skipIf(!realFolder)('are those of an independent collection, date by date (needs cn-holidays)', () => {
    const Year = z.object({
      days: z.array(z.object({ date: z.string(), name: z.string(), isOffDay: z.boolean() })),
    })
    const theirs = Array.from({ length: 13 }, (_, i) => `${realFolder}/${2015 + i}.json`)
      .filter((file) => existsSync(file))
      .flatMap((file) => Year.parse(JSON.parse(readFileSync(file, 'utf8'))).days)
      .map(({ date, name, isOffDay }) => `${date} ${isOffDay ? 'off' : 'make-up-workday'} ${name}`)
    const ours = stateCouncilDays.map(({ date, kind, name }) => `${date} ${kind} ${name}`)
    expect(theirs.length).toBeGreaterThan(400)
    expect(ours.toSorted()).toEqual(theirs.toSorted())
  })
})
