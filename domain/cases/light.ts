/** The light of a case at an instant, from the deadlines its log left; the same rule as the clocks' own. */
import type { CaseRecord } from './case-record.ts'
import { caseStates } from './state.ts'

export const lights = ['red', 'yellow', 'green', 'paused', 'none'] as const
export type Light = (typeof lights)[number]

/** Red after the deadline, yellow when at most the set share is left, paused while no clock runs in an open case. */
export function lightAt(
  record: Pick<CaseRecord, 'state' | 'clockDueAt' | 'clockYellowAt'>,
  now: Date,
): Light {
  if (!caseStates[record.state].isOpen) return 'none'
  if (!record.clockDueAt) return 'paused'
  const at = now.getTime()
  if (at > Date.parse(record.clockDueAt)) return 'red'
  return record.clockYellowAt && at >= Date.parse(record.clockYellowAt) ? 'yellow' : 'green'
}
