/** Deadlines and explanations per second on one core, for clocks as cases have them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { Clock } from '#domain/cases/clock.ts'
import { explainClock } from '#domain/cases/clock-explanation.ts'
import { extendClock, pauseClock, resumeClock, startClock } from '#domain/cases/clock-marks.ts'
import { dueAt } from '#domain/cases/clock-reading.ts'
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import {
  type StateCouncilDay,
  type StateCouncilNotice,
  toPublishedDays,
} from '#domain/catalogue/calendar-state-council.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import { table, whole } from './measure.ts'

const folder = join(import.meta.dirname, '..', 'standards', 'calendars')
const read = (name: string): unknown[] =>
  parse(readFileSync(join(folder, name)), { columns: true, bom: true })

function officeCalendar(): WorkingCalendar {
  const notices = read('state-council-notices.csv').map((it) => ({
    ...(it as StateCouncilNotice),
    year: Number((it as { year: string }).year),
  }))
  const published = toPublishedDays(read('state-council-days.csv') as StateCouncilDay[], notices)
  return {
    id: 'office',
    name: { zh: '机关办公时间', en: 'Office hours' },
    utcOffsetMinutes: 480,
    workWeekdays: [1, 2, 3, 4, 5],
    officeHours: [
      { from: '08:00', to: '12:00' },
      { from: '14:00', to: '18:00' },
    ],
    variations: [],
    closures: [],
    ...published,
  }
}

const limits: Limit[] = [
  { value: 2, unit: 'urgent_hour' },
  { value: 4, unit: 'work_hour' },
  { value: 1, unit: 'work_day' },
  { value: 5, unit: 'work_day' },
  { value: 15, unit: 'work_day' },
  { value: 2, unit: 'natural_day' },
]

function makeClocks(count: number, isMoved: boolean): Clock[] {
  const chance = createChance(42)
  return Array.from({ length: count }, () => {
    const at = Date.UTC(2026, 0, 5) + Math.floor(chance() * 250 * 86_400_000)
    const later = (minutes: number) => new Date(at + minutes * 60_000)
    const clock = startClock({
      name: 'dispose',
      limit: pick(chance, limits),
      workDayMeans: '8h',
      calendarId: 'office',
      at: new Date(at),
    })
    if (!isMoved) return clock
    return extendClock(resumeClock(pauseClock(clock, { at: later(30) }), { at: later(600) }), {
      at: later(630),
    })
  })
}

/** How often `work` runs in a second over `clocks`. */
function rate(clocks: readonly Clock[], work: (clock: Clock) => unknown): number {
  for (const clock of clocks) work(clock)
  const begun = performance.now()
  let done = 0
  while (performance.now() - begun < 2000) {
    for (const clock of clocks) work(clock)
    done += clocks.length
  }
  return (done * 1000) / (performance.now() - begun)
}

/** Measures the clocks; needs no database. */
export function measureClocks(): string {
  const calendar = officeCalendar()
  const [plain, moved] = [makeClocks(2000, false), makeClocks(2000, true)]
  return table(
    ['clock', 'deadlines/s', 'explanations/s'],
    [
      [
        'as started, limits of 2 h to 15 days mixed',
        whole(rate(plain, (it) => dueAt(it, calendar))),
        whole(rate(plain, (it) => explainClock(it, calendar))),
      ],
      [
        'paused, resumed, extended',
        whole(rate(moved, (it) => dueAt(it, calendar))),
        whole(rate(moved, (it) => explainClock(it, calendar))),
      ],
    ],
  )
}
