/**
 * A clock worked out the slow way, minute by minute, for tests to compare with: it shares no table, no sum and no
 * search with the real one.
 */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { dayMs, minuteMs } from '#domain/catalogue/calendar-date.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import { isWorkMinute } from '#domain/catalogue/testing/calendars.ts'
import type { Clock } from '../clock.ts'

const minutesOf = { urgent_hour: 60, work_hour: 60, work_day: 480, natural_day: 1440 } as const
const horizonMinutes = 900 * 1440

type OpenLeg = { readonly limit: Limit; left: number; firstDay: number | undefined }

/** The deadline as an instant, or undefined while a pause leaves it open; marks must stand on whole minutes. */
export function dueByMinutes(clock: Clock, calendar: WorkingCalendar): number | undefined {
  const isWork = rememberedWorkMinutes(calendar)
  const countsDays = ({ unit }: Limit): boolean => unit === 'work_day' && clock.workDayMeans === 'end-of-day'
  const open = (limit: Limit): OpenLeg => ({
    limit,
    left: countsDays(limit) ? Math.ceil(limit.value) : limit.value * minutesOf[limit.unit],
    firstDay: undefined,
  })
  const lastBegin = clock.marks.findLastIndex(({ kind }) => kind === 'start' || kind === 'restart')
  const marks = clock.marks.slice(lastBegin)
  const legs = marks.flatMap(({ kind, limit }) =>
    kind === 'start' ? [open(clock.limit)] : limit ? [open(limit)] : [],
  )
  const localDay = (t: number): number => Math.floor((t + calendar.utcOffsetMinutes * minuteMs) / dayMs)
  const begin = Date.parse(marks[0]?.at ?? '')
  const lastMark = Date.parse(marks.at(-1)?.at ?? '')
  let running = false
  let beginsOn = localDay(begin)
  let mark = 0
  for (let t = begin; t < begin + horizonMinutes * minuteMs; t += minuteMs) {
    for (; mark < marks.length && Date.parse(marks[mark]?.at ?? '') <= t; mark++) {
      const kind = marks[mark]?.kind
      if (kind === 'pause' || kind === 'stop') running = false
      if (kind === 'start' || kind === 'restart' || kind === 'resume') running = true
    }
    if (!running && t > lastMark) return undefined
    const [leg] = legs
    if (!running || !leg) continue
    leg.firstDay ??= beginsOn
    leg.left -= minuteCounts(leg, t) ? 1 : 0
    if (leg.left > 0) continue
    legs.shift()
    beginsOn = localDay(t)
    if (legs.length === 0) return t + minuteMs
  }
  throw new Error('no deadline within the horizon of the slow clock')

  function minuteCounts({ limit, firstDay }: OpenLeg, t: number): boolean {
    if (limit.unit === 'urgent_hour' || limit.unit === 'natural_day') return true
    if (!countsDays(limit)) return isWork(t)
    return isWork(t) && localDay(t) > (firstDay ?? 0) && isLastOfDay(t)
  }

  function isLastOfDay(t: number): boolean {
    for (let later = t + minuteMs; localDay(later) === localDay(t); later += minuteMs)
      if (isWork(later)) return false
    return true
  }
}

function rememberedWorkMinutes(calendar: WorkingCalendar): (t: number) => boolean {
  const known = new Map<number, boolean>()
  return (t) => {
    const found = known.get(t)
    if (found !== undefined) return found
    const made = isWorkMinute(calendar, t)
    known.set(t, made)
    return made
  }
}
