/**
 * The shifts of the demonstration's collection team. The two collectors that a visitor signs in as work by day, one off on
 * Sundays and one on Saturdays; the others rotate through early, late and night shifts with two days off, so that somebody
 * is always there.
 */
import { daysBetween, daysOfWeek } from '#domain/patrol/week.ts'

export const demonstrationShifts = [
  { key: 'day', name: '白班', mark: '白', fromTime: '08:00', toTime: '18:00', rounds: 2 },
  { key: 'early', name: '早班', mark: '早', fromTime: '06:30', toTime: '14:30', rounds: 2 },
  { key: 'late', name: '中班', mark: '中', fromTime: '14:30', toTime: '22:30', rounds: 2 },
  { key: 'night', name: '夜班', mark: '夜', fromTime: '22:30', toTime: '06:30', rounds: 1 },
] as const
export type ShiftKey = (typeof demonstrationShifts)[number]['key']

const rotation: readonly (ShiftKey | 'off')[] = [
  'early',
  'early',
  'late',
  'late',
  'night',
  'night',
  'off',
  'off',
]
const firstDay = '2024-01-01'

/** How many of the team work by day instead of rotating. */
export const byDay = 2

/** Whether and on which shift the `index`-th of the team works on a day. */
export function shiftOf(index: number, onDate: string): ShiftKey | 'off' {
  const day = daysBetween(firstDay, onDate)
  if (index < byDay) return day % 7 === 6 - index ? 'off' : 'day'
  return rotation[(index - byDay + day) % rotation.length] ?? 'off'
}

export type PlannedLine = { readonly index: number; readonly onDate: string; readonly shift: ShiftKey }

/** Who works when in the week of a Monday, by place in the team. */
export const planWeek = (people: number, monday: string): PlannedLine[] =>
  daysOfWeek(monday).flatMap((onDate) =>
    Array.from({ length: people }, (_, index) => index).flatMap((index) => {
      const shift = shiftOf(index, onDate)
      return shift === 'off' ? [] : [{ index, onDate, shift }]
    }),
  )

/** How often unit grids of each class are walked a day in the demonstration. */
export const demonstrationFrequencies = [
  { subject: 'A', timesPerDay: 4, basis: '演示设定：重点区域每日四次' },
  { subject: 'B', timesPerDay: 2, basis: '演示设定：一般区域每日两次' },
  { subject: 'C', timesPerDay: 0, basis: '演示设定：外围区域按需巡查' },
]
