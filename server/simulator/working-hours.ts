/** When the people of the simulated county work: moments are moved into their hours, later or, if it must be, earlier. */
import type { WorkingCalendar } from '#domain/catalogue/calendar.ts'
import { dayOf } from '#domain/catalogue/calendar-time.ts'
import type { SimulatorParameters } from './parameters.ts'

const hourMs = 3_600_000
const dayMs = 86_400_000
/** China has one time, eight hours ahead, without summer time. */
const offsetMs = 8 * hourMs

export type Worker = 'collector' | 'centre' | 'unit'

export type WorkingHours = {
  /** The first moment at or after `at` at which the worker works. */
  next(worker: Worker, at: number): number
  /** The last such moment at or before `at`. */
  last(worker: Worker, at: number): number
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
