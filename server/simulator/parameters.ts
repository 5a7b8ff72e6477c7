/**
 * What the simulated county is like, as data: how many reports come when and from whom, which classes they are of,
 * what share of cases takes which turn, and how long people take. `standards/simulator/SOURCE.md` says after what.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Source } from '#domain/cases/source.ts'
import { CaseState } from '#domain/cases/state.ts'

const Share = z.number().min(0).max(1)
const Weight = z.number().nonnegative()
const Hour = z.number().min(0).max(24)
const HourSpan = z.tuple([Hour, Hour])
/** Points of a curve that rises to 1: up to this rank (or this part of the places) so much of all reports. */
const CumulativeShares = z.array(z.tuple([z.number().positive(), Share])).min(2)
/** A log-normal delay: half of the people take longer than the median. */
const Delay = z.object({ median: z.number().positive(), spread: z.number().positive() })
/** Values at the quantiles 0, 0.1 … 1. */
const Quantiles = z.array(z.number().nonnegative()).min(2)
const DayRange = z.tuple([z.int().positive(), z.int().positive()])

const shareNames = [
  'confidentialCaller',
  'callerWantsReply',
  'selfHandled',
  'selfHandledRefused',
  'duplicate',
  'verifiedWhenPublic',
  'verifiedFalse',
  'verifiedCannot',
  'verificationRecalled',
  'declinedWhenPublic',
  'sentBackToAcceptor',
  'notFiled',
  'urgent',
  'returnedToAcceptor',
  'coordination',
  'substitute',
  'splitBySecondLevel',
  'innerSentBack',
  'innerRecalled',
  'assigned',
  'assignmentRevoked',
  'returnRequested',
  'returnRefused',
  'extensionRequested',
  'extensionRefused',
  'suspensionRequested',
  'suspensionRefused',
  'doneRejected',
  'sentBack',
  'checkFailed',
  'checkImpossible',
  'checkStillImpossible',
  'checkRecalled',
  'uncheckedRefused',
  'closeRefused',
  'voidRequested',
  'voidRefused',
  'forceCloseProposed',
  'forceCloseRefused',
  'supervised',
  'urgedWhenLate',
  'appealedWhenLate',
  'appealSupported',
  'appealGranted',
  'visitedWhenCalled',
  'visitReached',
  'reopened',
] as const
export type ShareName = (typeof shareNames)[number]

const delayNames = [
  'accept',
  'verify',
  'file',
  'dispatch',
  'start',
  'decide',
  'handle',
  'confirm',
  'issueCheck',
  'check',
  'close',
  'appeal',
  'visit',
  'duplicate',
] as const
export type DelayName = (typeof delayNames)[number]

export const SimulatorParameters = z.object({
  reportsPerMonth: z.number().positive(),
  /** Weights of the hours of a day, of the days from Monday on, and of the months. */
  arrivals: z.object({
    byHour: z.array(Weight).length(24),
    byWeekday: z.array(Weight).length(7),
    byMonth: z.array(Weight).length(12),
  }),
  /** When people work, in hours of the day in China; units on working days only. */
  collectorHours: HourSpan,
  centreHours: HourSpan,
  unitHours: z.array(HourSpan).min(1),
  classes: z.object({
    cumulativeShares: CumulativeShares,
    /** `c` or `m` for component or matter, and the class code; the classes not named follow by chance. */
    commonestFirst: z.array(z.string().regex(/^[cm]\d{5}$/)),
  }),
  places: z.object({
    cumulativeShares: CumulativeShares,
    /** How many times as likely a cell of the seat is to be a hot spot. */
    seatPull: z.number().positive(),
    /** Share of reports that lie at the hot spots of their own class and not at those of all. */
    ownHotSpotsShare: Share,
  }),
  sources: z.partialRecord(Source, Weight),
  shares: z.record(z.enum(shareNames), Share),
  delayMinutes: z.record(z.enum(delayNames), Delay),
  /** When the unit is done, as a part of the time from dispatch to deadline. */
  disposal: z.object({ lateShare: Share, inTime: Quantiles, late: Quantiles }),
  extensionDays: DayRange,
  suspensionDays: DayRange,
  /** How many stories are steered to each state, to rest there today. */
  today: z.partialRecord(CaseState, z.int().positive()),
  /** How many more of them lie with the town whose second level a visitor signs in to. */
  secondLevelToday: z.partialRecord(CaseState, z.int().positive()),
  /** The lights of those that wait for their unit or are in its hands. */
  lightsToday: z.object({ green: Share, yellow: Share, red: Share }),
  /** Which part of these falls to the unit that a visitor signs in to. */
  showcaseToday: Share,
})
export type SimulatorParameters = z.infer<typeof SimulatorParameters>

const file = join(import.meta.dirname, '..', '..', 'standards', 'simulator', 'parameters.json')

/** The parameters that ship. */
export const readParameters = (): SimulatorParameters =>
  SimulatorParameters.parse(JSON.parse(readFileSync(file, 'utf8')))
