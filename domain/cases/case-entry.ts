/**
 * One line of a case's action log, insert only. It carries everything that follows from it (marks on clocks,
 * deadlines as computed then), so that a replay needs no calendar and no catalogue and gives the same record.
 */
import type { CaseRecord } from './case-record.ts'
import type { Clock, ClockMark } from './clock.ts'
import type { CaseActionName, ClockName } from './life-cycle.ts'
import type { CaseState } from './state.ts'

/** How a case comes into being; `carryOver` takes it over, open as it is, from another system. */
export type OpeningAction = 'report' | 'register' | 'import' | 'carryOver'
/**
 * `carryPhotos` adds the photos of the old system, `absorb` tells in the log of a leading case that another was merged into it, `split` that its second level gave parts
 * of it to units below.
 */
export type EntryAction = OpeningAction | CaseActionName | 'carryPhotos' | 'recompute' | 'absorb' | 'split'

/** A mark set on the newest clock of that name; a `start` brings what the new clock is made of. */
export type EntryMark = {
  readonly clock: ClockName
  readonly mark: ClockMark
  readonly started?: Pick<Clock, 'limit' | 'workDayMeans' | 'calendarId'>
}

/** Deadlines after the entry. */
export type EntryDue = Pick<
  CaseRecord,
  'disposeDueAt' | 'clockName' | 'clockDueAt' | 'clockYellowAt' | 'isCalendarPublished' | 'isInTime'
>

export type CaseEntry = {
  readonly caseId: string
  readonly adcode: string
  /** 1 for the first; equals the version of the record after it. */
  readonly seq: number
  readonly action: EntryAction
  readonly at: string
  readonly actorId: string
  readonly actorName: string
  readonly post: string | null
  readonly organisationId: string | null
  readonly fromState: CaseState | null
  readonly toState: CaseState
  /** The input of the action, and what the server added (case number, limit snapshot). */
  readonly data: Readonly<Record<string, unknown>>
  readonly marks: readonly EntryMark[]
  readonly due: EntryDue
}
