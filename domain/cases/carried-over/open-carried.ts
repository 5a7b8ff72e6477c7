/**
 * Opens the log of a case that began in another system. The one entry carries everything: the facts, the clocks with
 * their reckoned starts, the deadlines that follow, and what the old system said; a replay needs no more.
 */
import type { WorkingCalendar } from '../../catalogue/calendar.ts'
import type { Limit } from '../../catalogue/limit.ts'
import { type ClockContext, reckonDue } from '../case-clocks.ts'
import type { CaseEntry, EntryMark } from '../case-entry.ts'
import type { CaseRecord } from '../case-record.ts'
import type { Clock } from '../clock.ts'
import { pauseClock, startClock, stopClock } from '../clock-marks.ts'
import { dueOf } from '../decide.ts'
import { blankCase, evolve } from '../evolve.ts'
import type { ClockName } from '../life-cycle.ts'
import {
  type CarriedCase,
  carriedReportNumber,
  hasResult,
  isFiled,
  isWithUnit,
  saidOf,
} from './carried-case.ts'
import { type CarriedDeadline, carryClock, isComparable } from './carry-clock.ts'
import { dueInstant, type FieldRemark, usedDeadline, warningsOf } from './judge-carried.ts'

/** What the house knows of a row beyond its file. */
export type CarriedPlace = {
  readonly id: string
  readonly adcode: string
  readonly number: string | null
  readonly catalogueId: string | null
  readonly conditionId: string | null
  readonly unitId: string | null
  readonly assistUnitIds: readonly string[]
  readonly componentId: string | null
  readonly handlerId: string | null
  readonly townCode: string | null
  readonly communityCode: string | null
  readonly cellCode: string | null
  readonly areaClass: CaseRecord['areaClass']
}

export type Carrier = {
  readonly cutOver: Date
  readonly now: Date
  readonly actorId: string
  readonly actorName: string
}

export type OpenedCarried = {
  readonly entry: CaseEntry
  readonly record: CaseRecord
  readonly warned: readonly FieldRemark[]
}

/** The entry that opens a case taken over, the record it gives, and what there is to say of it. */
export function openCarried(
  it: CarriedCase,
  place: CarriedPlace,
  carrier: Carrier,
  context: ClockContext,
): OpenedCarried {
  const dispose = isWithUnit(it.state) ? carryDisposal(it, carrier.cutOver, context) : undefined
  const stages = stageClocks(it, carrier.cutOver, context)
  const draft: CaseEntry = {
    caseId: place.id,
    adcode: place.adcode,
    seq: 1,
    action: 'carryOver',
    at: carrier.now.toISOString(),
    actorId: carrier.actorId,
    actorName: carrier.actorName,
    post: null,
    organisationId: null,
    fromState: null,
    toState: it.state,
    data: {
      ...factsOf(it, place, dispose),
      carried: { cutOver: carrier.cutOver.toISOString(), said: saidOf(it) },
    },
    marks: [...stages.clocks, ...(dispose ? [dispose.clock] : [])].flatMap(marksOf),
    due: dueOf(blankCase),
  }
  const due = reckonDue(evolve(undefined, draft), context)
  const entry = { ...draft, due }
  return {
    entry,
    record: evolve(undefined, entry),
    warned: [...warningsOf(it), ...(dispose?.warned ?? []), ...stages.warned],
  }
}

type CarriedDisposal = {
  readonly clock: Clock
  readonly limit: Limit
  readonly warned: readonly FieldRemark[]
}

/** The disposal clock: running, or resting since the suspension or the result. */
function carryDisposal(it: CarriedCase, cutOver: Date, context: ClockContext): CarriedDisposal {
  const calendar = context.calendars.unit
  const { workDayMeans } = context.settings
  const at = hasResult(it.state) && it.handledAt ? new Date(it.handledAt) : cutOver
  const limit = originalLimit(it)
  const carried = carryClock({
    name: 'dispose',
    limit: limit ?? limitOfWhatIsLeft(it, at),
    // Without an original limit what is left is the whole, with whatever was granted.
    extensions: limit ? it.extensions : 0,
    deadline: deadlineOf(it, limit),
    workDayMeans,
    calendar,
    at,
    startedAt: it.dispatchedAt ? new Date(it.dispatchedAt) : undefined,
  })
  const { clock } = carried
  const warned: FieldRemark[] = []
  if (!limit)
    warned.push(
      told(
        'limit',
        '没有原时限，以剩余时限为时限',
        'no original limit is given; what is left counts as the limit',
      ),
    )
  if (carried.hasMoreThanLimit)
    warned.push(
      told(
        usedField(it),
        '剩余多于时限（含延期），多出部分按一次延期计',
        'more is left than limit and extensions give; the rest counts as one more extension',
      ),
    )
  if (!carried.isExact)
    warned.push(
      told(
        usedField(it),
        '截止时间不在本系统的办公时间内，按同样的办公时间折算',
        'the deadline lies outside our office hours; the same working time is kept',
      ),
    )
  return { clock: restingAs(it, clock, at), limit: clock.limit, warned }
}

const told = (field: string, zh: string, en: string): FieldRemark => ({ field, reason: { zh, en } })

const usedField = (it: CarriedCase): string =>
  usedDeadline(it) === 'left' ? 'left' : it.dueAt ? 'dueAt' : 'dueOn'

function restingAs({ state }: CarriedCase, clock: Clock, at: Date): Clock {
  if (state === 'suspended') return pauseClock(clock, { at, reason: 'suspension' })
  return hasResult(state) ? pauseClock(clock, { at, reason: 'handled' }) : clock
}

function originalLimit({ limit }: CarriedCase): Limit | undefined {
  return limit?.unit ? { value: limit.value, unit: limit.unit } : undefined
}

/** Hours until the deadline where only that is known: they count by day and night, as the deadline does. */
function limitOfWhatIsLeft(it: CarriedCase, at: Date): Limit {
  if (usedDeadline(it) === 'left' && it.left?.unit) return { value: it.left.value, unit: it.left.unit }
  return { value: (dueInstant(it) - at.getTime()) / 3_600_000, unit: 'urgent_hour' }
}

function deadlineOf(it: CarriedCase, limit: Limit | undefined): CarriedDeadline {
  if (!limit) return { left: 'whole' }
  if (usedDeadline(it) === 'left' && it.left)
    return { left: { value: it.left.value, unit: it.left.unit ?? limit.unit } }
  return { due: new Date(dueInstant(it)), isDay: it.dueAt === null }
}

type StageClocks = { readonly clocks: Clock[]; readonly warned: FieldRemark[] }

const stageOfState: Partial<Record<CarriedCase['state'], Exclude<ClockName, 'dispose'>>> = {
  pool: 'accept',
  pending_filing: 'file',
  pending_dispatch: 'dispatch',
  pending_check: 'issue_check',
  check_passed: 'close',
}

/** The clocks of the centre: the one of the state, and those a step back would take up again. */
function stageClocks(it: CarriedCase, cutOver: Date, context: ClockContext): StageClocks {
  const clocks: Clock[] = []
  const warned: FieldRemark[] = []
  const { office } = context.calendars
  const fresh = (name: Exclude<ClockName, 'dispose'>): Clock => startStage(name, cutOver, context)
  if (it.state === 'pending_filing') clocks.push(pauseClock(fresh('accept'), { at: cutOver }))
  if (it.state === 'pending_handle')
    clocks.push(stopClock(fresh('dispatch'), office, { at: cutOver, reason: 'done' }))
  const name = stageOfState[it.state]
  if (!name) return { clocks, warned }
  const carried = carryStage(name, it, cutOver, context)
  clocks.push(carried ?? fresh(name))
  if (!carried && it.stageLeft)
    warned.push(
      told(
        'stageLeft',
        '与本县该环节时限的种类不同，无法换算，按本县时限从切换时刻起计',
        'of another kind than the limit of this stage here; the stage begins at the cut-over with its own limit',
      ),
    )
  return { clocks, warned }
}

const startStage = (
  name: Exclude<ClockName, 'dispose'>,
  at: Date,
  { settings, calendars }: ClockContext,
): Clock =>
  startClock({
    name,
    limit: settings.stageLimits[name],
    workDayMeans: settings.workDayMeans,
    calendarId: calendars.office.id,
    at,
    reason: 'moved-in',
  })

/** A stage with the time that the old system left it; undefined where the file says nothing that counts here. */
function carryStage(
  name: Exclude<ClockName, 'dispose'>,
  it: CarriedCase,
  at: Date,
  { settings, calendars }: ClockContext,
): Clock | undefined {
  const limit = settings.stageLimits[name]
  const { workDayMeans } = settings
  const calendar: WorkingCalendar = calendars.office
  const { stageLeft, stageDueAt } = it
  const unit = stageLeft?.unit ?? limit.unit
  if (!stageDueAt && !(stageLeft && isComparable(unit, limit.unit, workDayMeans))) return undefined
  const deadline: CarriedDeadline = stageDueAt
    ? { due: new Date(stageDueAt) }
    : { left: { value: stageLeft?.value ?? 0, unit } }
  return carryClock({ name, limit, extensions: 0, deadline, workDayMeans, calendar, at }).clock
}

function marksOf({ name, limit, workDayMeans, calendarId, marks }: Clock): EntryMark[] {
  const clock = name as ClockName
  return marks.map((mark, index) => ({
    clock,
    mark,
    ...(index === 0 ? { started: { limit, workDayMeans, calendarId } } : {}),
  }))
}

/** The facts of the record; those that are as in a blank case are left out. */
function factsOf(
  it: CarriedCase,
  place: CarriedPlace,
  dispose: CarriedDisposal | undefined,
): Record<string, unknown> {
  const limit = dispose?.limit ?? (isFiled(it.state) ? originalLimit(it) : undefined)
  const facts: Partial<CaseRecord> = {
    reportNumber: carriedReportNumber(place.adcode, it.oldNumber),
    number: place.number,
    externalNumber: it.reportNumber ?? it.oldNumber,
    source: it.source,
    description: it.description,
    address: it.address,
    kind: it.kind,
    catalogueId: place.catalogueId,
    classCode: it.classCode,
    conditionId: place.conditionId,
    level: it.isUrgent ? 'urgent' : 'ordinary',
    point: it.point,
    townCode: place.townCode,
    communityCode: place.communityCode,
    cellCode: place.cellCode,
    areaClass: place.areaClass,
    ...(place.componentId ? { componentId: place.componentId } : {}),
    ...(isWithUnit(it.state) && place.assistUnitIds.length
      ? { assistUnitIds: [...place.assistUnitIds] }
      : {}),
    leadUnitId: isWithUnit(it.state) ? place.unitId : null,
    firstUnitId: isWithUnit(it.state) ? place.unitId : null,
    handlerId: isWithUnit(it.state) && it.state !== 'pending_handle' ? place.handlerId : null,
    limit: limit ?? null,
    limitSource: limit ? 'carried-over' : null,
    reportedAt: it.reportedAt,
    filedAt: isFiled(it.state) ? it.filedAt : null,
    dispatchedAt: isWithUnit(it.state) ? it.dispatchedAt : null,
    handledAt: hasResult(it.state) ? it.handledAt : null,
    confirmedAt: hasResult(it.state) ? it.handledAt : null,
    suspendedUntil: it.state === 'suspended' ? it.suspendedUntil : null,
    counters: {
      ...blankCase.counters,
      dispatches: isWithUnit(it.state) ? it.returns + 1 : it.returns,
      returns: it.returns,
      extensions: it.extensions,
      reworks: it.reworks,
      suspensions: it.state === 'suspended' ? 1 : 0,
    },
  }
  return Object.fromEntries(
    Object.entries(facts).filter(([field, value]) => value !== blankCase[field as keyof typeof blankCase]),
  )
}
