/** When the people of the simulated county work: moments are moved into their hours, later or, if it must be, earlier. */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { dayOf, measureWork } from '#domain/catalogue/calendar-time.ts'
import type { Limit } from '#domain/catalogue/limit.ts'
import type { SimulatorParameters } from './parameters.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Further back nothing that is open today began. */
const longestLookBack = 200 * dayMs
/** China has one time, eight hours ahead, without summer time. */
const offsetMs = 8 * hourMs

export type Worker = 'collector' | 'centre' | 'unit'

export type WorkingHours = {
  /** The first moment at or after `at` at which the worker works. */
  next(worker: Worker, at: number): number
  /** The last such moment at or before `at`. */
  last(worker: Worker, at: number): number
  /** When a unit's clock of this limit must have started for this share of it to be used up at `until`. */
  startOfUse(limit: Limit, share: number, until: number): number
  /** Office hours that lie between two moments. */
  officeHours(from: number, to: number): number
}

const toDay = (at: number): number => Math.floor((at + offsetMs) / dayMs)
const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** The hours after the parameters; units rest when `office` says that the day is no working day. */
export function createWorkingHours(
  parameters: Pick<SimulatorParameters, 'collectorHours' | 'centreHours' | 'unitHours'>,
  office: WorkingCalendar,
): WorkingHours {
  const working = new Map<number, boolean>()
  const isWorkday = (day: number): boolean => {
    const known = working.get(day)
    if (known !== undefined) return known
    const found = dayOf(office, dateOf(day)).working
    working.set(day, found)
    return found
  }
  const spansOf = (worker: Worker, day: number): [number, number][] => {
    const hours =
      worker === 'collector'
        ? [parameters.collectorHours]
        : worker === 'centre'
          ? [parameters.centreHours]
          : isWorkday(day)
            ? parameters.unitHours
            : []
    return hours.map(([from, to]) => [
      day * dayMs - offsetMs + from * hourMs,
      day * dayMs - offsetMs + to * hourMs,
    ])
  }
  return {
    officeHours: (from, to) => measureWork(office, from, to) / hourMs,
    startOfUse: ({ value, unit }, share, until) => {
      if (unit === 'natural_day' || unit === 'urgent_hour')
        return until - value * share * (unit === 'natural_day' ? dayMs : hourMs)
      const wanted = value * share * (unit === 'work_day' ? 8 : 1) * hourMs
      let [early, late] = [until - longestLookBack, until]
      while (late - early > minuteMs) {
        const middle = (early + late) / 2
        if (measureWork(office, middle, until) > wanted) early = middle
        else late = middle
      }
      return Math.round(late)
    },
    next: (worker, at) => {
      for (let day = toDay(at); ; day++)
        for (const [from, to] of spansOf(worker, day)) if (at < to) return Math.max(at, from)
    },
    last: (worker, at) => {
      for (let day = toDay(at); ; day--)
        for (const [from, to] of spansOf(worker, day).toReversed())
          if (at >= from) return Math.min(at, to - 1)
    },
  }
}
