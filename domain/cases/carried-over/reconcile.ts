/**
 * Our cases beside the list of the old system: what the file says of a case against what stands here, and the counts
 * of both. Ours is read from the log as it was opened, so the comparison stays true whatever happens to a case later.
 */
import { localDay } from '../../catalogue/calendar-table.ts'
import { measureClosings } from '../../catalogue/calendar-time.ts'
import type { ClockContext } from '../case-clocks.ts'
import type { CaseRecord } from '../case-record.ts'
import { countingOf, type Measure, measureOf } from '../clock-measure.ts'
import { leftAt } from '../clock-reading.ts'
import { type Light, lightAt } from '../light.ts'
import { type CarriedCase, hasResult, isWithUnit } from './carried-case.ts'
import { dueInstant, usedDeadline } from './judge-carried.ts'

/** A field in which the two differ, in words. */
export type CarriedDifference = { readonly field: string; readonly file: string; readonly ours: string }

export type Compared = {
  readonly differences: readonly CarriedDifference[]
  /** Ours is `not-said` too where the file does not say enough for a light. */
  readonly light: { readonly file: Light | 'not-said'; readonly ours: Light | 'not-said' }
  /** Milliseconds of the clock's own time; null where no disposal clock is. */
  readonly left: { readonly file: number; readonly ours: number } | null
}

/** Everything above this is no rounding. */
const second = 1000

/** One case of the file beside ours. */
export function compareCarried(
  it: CarriedCase,
  opened: CaseRecord,
  cutOver: Date,
  context: ClockContext,
): Compared {
  const left = leftOfBoth(it, opened, cutOver, context)
  const light = lightsOf(it, opened, cutOver, left?.file ?? null, context)
  const plain: [string, unknown, unknown][] = [
    ['state', it.state, opened.state],
    ['source', it.source, opened.source],
    ['classCode', it.classCode, opened.classCode],
    ['reportedAt', it.reportedAt, opened.reportedAt],
    ['filedAt', it.filedAt, opened.filedAt ?? it.filedAt],
    ['description', it.description, opened.description],
    ['address', it.address, opened.address],
    ['extensions', it.extensions, opened.counters.extensions],
    ['reworks', it.reworks, opened.counters.reworks],
    ['light', light.file, light.ours],
  ]
  const differences = plain.flatMap(([field, file, ours]) =>
    file === ours ? [] : [{ field, file: String(file ?? ''), ours: String(ours ?? '') }],
  )
  if (left && Math.abs(left.file - left.ours) > second)
    differences.push({ field: 'left', file: hoursText(left.file), ours: hoursText(left.ours) })
  return { differences: [...differences, ...dueDifference(it, opened, context)], light, left }
}

const hoursText = (milliseconds: number): string => `${Math.round(milliseconds / 36_000) / 100} h`

/** When what is left was left: at the cut-over, or when the result was there. */
const anchorOf = (it: CarriedCase, cutOver: Date): Date =>
  hasResult(it.state) && it.handledAt ? new Date(it.handledAt) : cutOver

function leftOfBoth(
  it: CarriedCase,
  opened: CaseRecord,
  cutOver: Date,
  { calendars, settings }: ClockContext,
): Compared['left'] {
  const clock = opened.clocks.findLast(({ name }) => name === 'dispose')
  if (!clock || !isWithUnit(it.state)) return null
  const calendar = calendars.byId(clock.calendarId)
  const at = anchorOf(it, cutOver)
  const ours = leftAt(clock, calendar, at)
  const { limit } = clock
  const measure = measureOf(limit, settings.workDayMeans, calendar, at.getTime())
  if (measure.counting !== 'workdays') return { file: plainLeft(it, at, measure, limit.unit), ours }
  // Whether the day in progress counts is a matter of the day of the start, which is not counted.
  const startDay = localDay(calendar, Date.parse(clock.marks[0]?.at ?? ''))
  const rests = hasResult(it.state) || it.state === 'suspended'
  const begun = rests
    ? 0
    : measureOf(limit, settings.workDayMeans, calendar, Date.parse(clock.marks[0]?.at ?? '')).begunAt(
        at.getTime(),
      )
  return { file: (daysLeft(it, at, calendar, startDay) - begun) * measure.unitMs, ours }
}

const hour = 3_600_000
const unitMs = { urgent_hour: hour, work_hour: hour, work_day: 8 * hour, natural_day: 24 * hour } as const

function plainLeft(it: CarriedCase, at: Date, measure: Measure, unit: keyof typeof unitMs): number {
  if (usedDeadline(it) === 'due') return measure.between(at.getTime(), dueInstant(it))
  return Math.round((it.left?.value ?? 0) * unitMs[it.left?.unit ?? unit])
}

/** Working days that close until the deadline; less than nothing once it has passed. */
function daysLeft(it: CarriedCase, at: Date, calendar: Calendar, startDay: number): number {
  if (usedDeadline(it) === 'left') return Math.ceil((it.left?.value ?? 0) - 1e-6)
  const now = at.getTime()
  const [today, dueDay] = [localDay(calendar, now), localDay(calendar, dueInstant(it) - (it.dueAt ? 0 : 1))]
  const endOfDue = (dueDay + 1) * 86_400_000 - calendar.utcOffsetMinutes * 60_000
  return dueDay >= today
    ? measureClosings(calendar, now, Math.max(now, endOfDue), Math.max(startDay, today - 1))
    : -measureClosings(calendar, endOfDue, now, dueDay)
}

type Calendar = Parameters<typeof measureClosings>[0]

function lightsOf(
  it: CarriedCase,
  opened: CaseRecord,
  cutOver: Date,
  left: number | null,
  { settings, calendars }: ClockContext,
): Compared['light'] {
  const ours = oursAt(opened, cutOver)
  if (it.state === 'suspended' || it.state === 'handled') return { file: 'paused', ours }
  if (left === null || left === 0 || !isWithUnit(it.state) || hasResult(it.state))
    return { file: 'not-said', ours: 'not-said' }
  if (left < 0) return { file: 'red', ours }
  const clock = opened.clocks.findLast(({ name }) => name === 'dispose')
  if (!clock) return { file: 'not-said', ours }
  const { amount, unitMs: each } = measureOf(
    clock.limit,
    settings.workDayMeans,
    calendars.byId(clock.calendarId),
    cutOver.getTime(),
  )
  const whole = Math.max(left, amount * each * (1 + (it.limit ? it.extensions : 0)))
  return { file: left <= Math.round(whole * settings.yellowShare) ? 'yellow' : 'green', ours }
}

/** Our light; the instant at which it turns yellow is found to the second where a limit was extended. */
function oursAt(opened: CaseRecord, cutOver: Date): Light {
  const light = lightAt(opened, cutOver)
  return light === 'green' ? lightAt(opened, new Date(cutOver.getTime() + second)) : light
}

/** A deadline that the file names must be ours: the same instant, or the same day where it says no more or days count. */
function dueDifference(
  it: CarriedCase,
  opened: CaseRecord,
  { settings, calendars }: ClockContext,
): CarriedDifference[] {
  if (!isWithUnit(it.state) || it.state === 'suspended' || usedDeadline(it) === 'left') return []
  const ours = opened.disposeDueAt
  const limit = opened.limit
  const offset = calendars.unit.utcOffsetMinutes * 60_000
  const dayOf = (at: number): string => new Date(at + offset).toISOString().slice(0, 10)
  const isDay = !it.dueAt || (limit && countingOf(limit, settings.workDayMeans) === 'workdays')
  const file = dueInstant(it) - (it.dueAt ? 0 : 1)
  const same =
    ours !== null &&
    (isDay ? dayOf(Date.parse(ours) - 1) === dayOf(file) : Date.parse(ours) === dueInstant(it))
  return same
    ? []
    : [{ field: it.dueAt ? 'dueAt' : 'dueOn', file: it.dueAt ?? it.dueOn ?? '', ours: ours ?? '' }]
}

/** Counts of the file beside ours, by key. */
export class Counts {
  private readonly byKey = new Map<string, { file: number; ours: number }>()

  add(side: 'file' | 'ours', key: string, by = 1): void {
    const line = this.byKey.get(key) ?? { file: 0, ours: 0 }
    line[side] += by
    this.byKey.set(key, line)
  }

  /** The lines, the largest of the file first. */
  lines(): { key: string; file: number; ours: number; difference: number }[] {
    return [...this.byKey]
      .map(([key, { file, ours }]) => ({ key, file, ours, difference: ours - file }))
      .sort((a, b) => b.file - a.file || a.key.localeCompare(b.key))
  }
}
