/** The light of a case at an instant, from the deadlines its log left; the same rule as the clocks' own. */
import type { CaseRecord } from './case-record.ts'
import { caseStates } from './state.ts'

export const lights = ['red', 'yellow', 'green', 'paused', 'none'] as const
export type Light = (typeof lights)[number]
export type OpenLight = Exclude<Light, 'none'>
/** The lights of cases that are not over, most urgent first. */
export const openLights = ['red', 'yellow', 'green', 'paused'] as const satisfies readonly OpenLight[]

const red = openLights.indexOf('red')
const yellow = openLights.indexOf('yellow')
const green = openLights.indexOf('green')
const paused = openLights.indexOf('paused')

/** Red after the deadline, yellow when at most the set share is left, paused while no clock runs in an open case. */
export function lightAt(
  record: Pick<CaseRecord, 'state' | 'clockDueAt' | 'clockYellowAt'>,
  now: Date,
): Light {
  if (!caseStates[record.state].isOpen) return 'none'
  const { clockDueAt, clockYellowAt } = record
  return lightOfOpen(
    clockDueAt ? Date.parse(clockDueAt) : Number.NaN,
    clockYellowAt ? Date.parse(clockYellowAt) : Number.NaN,
    now.getTime(),
  )
}

/**
 * The same as the place among `openLights`, because a map asks it of a million cases; milliseconds of 1970, and what is
 * not set is NaN.
 */
export function lightNumberOf(dueAt: number, yellowAt: number, at: number): number {
  if (Number.isNaN(dueAt)) return paused
  if (at > dueAt) return red
  return at >= yellowAt ? yellow : green
}

/** The same by its name. */
export const lightOfOpen = (dueAt: number, yellowAt: number, at: number): OpenLight =>
  openLights[lightNumberOf(dueAt, yellowAt, at)] ?? 'paused'
