/** Builders for tests of the life cycle: calendars as they ship, people by post, a case taken through actions. */
import type { WorkingCalendar } from '../catalogue/calendar.ts'
import type { ClockContext } from './case-clocks.ts'
import type { CaseEntry } from './case-entry.ts'
import type { CaseRecord } from './case-record.ts'
import { type CaseActor, decide, dueOf, finish } from './decide.ts'
import { blankCase, replay } from './evolve.ts'
import { actionInputs } from './inputs.ts'
import { type CaseActionName, ruleOf } from './life-cycle.ts'
import type { CaseSettings } from './settings.ts'

const hours = (
  id: string,
  from: string,
  to: string,
  weekdays: number[],
  middle?: [string, string],
): WorkingCalendar => ({
  id,
  name: { zh: id, en: id },
  utcOffsetMinutes: 480,
  workWeekdays: weekdays,
  officeHours: middle
    ? [
        { from, to: middle[0] },
        { from: middle[1], to },
      ]
    : [{ from, to }],
  variations: [],
  days: [],
  closures: [],
})

export const officeCalendar = hours('office', '08:00', '18:00', [1, 2, 3, 4, 5], ['12:00', '14:00'])
export const collectorsCalendar = hours('collectors', '07:00', '21:00', [1, 2, 3, 4, 5, 6, 7])

export const testSettings: CaseSettings = {
  stageLimits: {
    accept: { value: 0.25, unit: 'work_hour' },
    verify: { value: 0.5, unit: 'work_hour' },
    file: { value: 0.25, unit: 'work_hour' },
    dispatch: { value: 0.25, unit: 'work_hour' },
    issue_check: { value: 0.25, unit: 'work_hour' },
    check: { value: 0.5, unit: 'work_hour' },
    close: { value: 0.25, unit: 'work_hour' },
  },
  unknownLimit: { value: 5, unit: 'work_day' },
  workDayMeans: '8h',
  yellowShare: 1 / 3,
  mostExtensions: 2,
  supervisionAnswerHours: 8,
  mostSuspensionDays: 365,
  mergedPosts: {},
  joinedSteps: {},
  fewestReportPhotos: 2,
  duplicates: { radiusMetres: 50, withinHours: 24 },
}

export const unitA = '00000000-0000-7000-8000-0000000000a1'
export const unitB = '00000000-0000-7000-8000-0000000000b1'
const id = (tail: string): string => `00000000-0000-7000-8000-${tail.padStart(12, '0')}`

export const people = {
  collector: { id: id('c1'), name: 'Wei', posts: ['collector'], organisationId: null, areaCodes: [] },
  checker: { id: id('c2'), name: 'Yun', posts: ['collector'], organisationId: null, areaCodes: [] },
  acceptor: { id: id('ac'), name: 'Min', posts: ['acceptor'], organisationId: null, areaCodes: [] },
  shiftLeader: { id: id('5'), name: 'Qiang', posts: ['shift_leader'], organisationId: null, areaCodes: [] },
  dispatcher: { id: id('d'), name: 'Bao', posts: ['dispatcher'], organisationId: null, areaCodes: [] },
  unitA: { id: id('a'), name: 'Lamp station', posts: ['unit'], organisationId: unitA, areaCodes: [] },
  unitB: { id: id('b'), name: 'Water company', posts: ['unit'], organisationId: unitB, areaCodes: [] },
  handler: { id: id('a2'), name: 'Gang', posts: ['handler'], organisationId: unitA, areaCodes: [] },
  otherHandler: { id: id('a3'), name: 'Lin', posts: ['handler'], organisationId: unitA, areaCodes: [] },
  otherChecker: { id: id('c3'), name: 'He', posts: ['collector'], organisationId: null, areaCodes: [] },
  leader: { id: id('1'), name: 'Mayor', posts: ['leader'], organisationId: null, areaCodes: [] },
} as const satisfies Record<string, CaseActor>

/** Inputs that satisfy each action's schema; a test overrides what it is about. */
export const usualInputs: { readonly [A in CaseActionName]?: Record<string, unknown> } = {
  issueVerification: { collectorId: people.checker.id, reason: '请核实' },
  answerVerification: { result: 'true' },
  decline: { reasonCode: 'outside-duty', reason: '不属职责' },
  declineFiling: { reasonCode: 'condition-not-met', reason: '未达条件' },
  merge: { masterId: id('ff') },
  sendOn: {
    classification: { catalogueId: id('ca'), kind: 'component', classCode: '01037', conditionId: id('co') },
  },
  dispatch: { leadUnitId: unitA },
  assign: { handlerId: people.handler.id },
  reassign: { handlerId: people.otherHandler.id, reason: '另有任务' },
  issueCheck: { collectorId: people.checker.id },
  reassignTask: { collectorId: people.otherChecker.id, reason: '另有任务' },
  reportDone: { measure: '已更换', photoIds: [crypto.randomUUID()] },
  passCheck: { photoIds: [crypto.randomUUID()] },
  failCheck: { reason: '未修好', photoIds: [crypto.randomUUID()] },
  requestSuspension: { reason: '待规划', untilDate: '2026-08-01' },
  close: { conditionMet: true },
  supervise: { opinion: '抓紧办理', dueOnDate: '2026-06-20' },
  instruct: { opinion: '注意安全' },
  answerSupervision: { answer: '正在办理' },
  appeal: { grounds: '停电无法施工' },
  reviewAppeal: { supported: true, reason: '情况属实' },
  decideAppeal: { granted: true, reason: '同意' },
  recordReturnVisit: { reached: true, solvedScore: 5, serviceScore: 4 },
  billOwner: { amountYuan: 1200 },
}

/** What the server would add to an action's input. */
const established: { readonly [A in CaseActionName]?: Record<string, unknown> } = {
  file: { number: '5301272026061500001', limit: { value: 8, unit: 'work_hour' }, limitSource: 'condition' },
  supervise: { supervisionId: id('50'), dueAt: '2026-06-20T16:00:00.000Z' },
  instruct: { instructionId: id('51'), readers: [] },
}

/** A case in a test: it remembers its log, so that any step can be compared with its replay. */
export class Story {
  readonly log: CaseEntry[] = []
  record: CaseRecord
  now: Date
  readonly settings: CaseSettings

  constructor(
    start = '2026-06-15T09:00:00+08:00',
    facts: Record<string, unknown> = {},
    settings: CaseSettings = testSettings,
  ) {
    this.now = new Date(start)
    this.settings = settings
    const isSelfHandled = facts['isSelfHandled'] === true
    const draft: CaseEntry = {
      caseId: id('ca5e'),
      adcode: '530127',
      seq: 1,
      action: 'report',
      at: this.now.toISOString(),
      actorId: people.collector.id,
      actorName: people.collector.name,
      post: 'collector',
      organisationId: null,
      fromState: null,
      toState: isSelfHandled ? 'self_handled_review' : 'pool',
      data: {
        source: 'collector',
        description: '路灯不亮',
        address: '',
        reporterId: people.collector.id,
        reportNumber: 'S1',
        ...facts,
      },
      marks: [],
      due: dueOf(blankCase),
    }
    const { entry, record } = finish(
      undefined,
      draft,
      isSelfHandled ? [] : [{ clock: 'accept', does: 'start' }],
      this.context,
    )
    this.log.push(entry)
    this.record = record
  }

  get context(): ClockContext {
    return {
      now: this.now,
      settings: this.settings,
      calendars: {
        office: officeCalendar,
        collectors: collectorsCalendar,
        unit: officeCalendar,
        byId: (calendarId) => (calendarId === 'collectors' ? collectorsCalendar : officeCalendar),
      },
    }
  }

  /** Sets the time, in China. */
  at(local: string): this {
    this.now = new Date(`${local}:00+08:00`)
    return this
  }

  /** Takes an action as somebody (by default the first who may by post). */
  take(
    action: CaseActionName,
    input: Record<string, unknown> = {},
    actor: CaseActor = usualActor(action),
  ): this {
    const data = {
      ...actionInputs[action].parse({ ...reasonFor(action), ...usualInputs[action], ...input }),
      ...established[action],
      ...input,
    }
    const { entry, record } = decide({ record: this.record, action, data, actor, context: this.context })
    this.log.push(entry)
    this.record = record
    return this
  }

  /** Takes a case to where the unit works on it. */
  toHandling(): this {
    return this.take('sendOn').take('file').take('dispatch').take('start')
  }

  get replayed(): CaseRecord | undefined {
    return replay(JSON.parse(JSON.stringify(this.log)) as CaseEntry[])
  }
}

const reasonFor = (action: CaseActionName): Record<string, unknown> =>
  'reason' in actionInputs[action].shape ? { reason: '说明理由' } : {}

/** Who takes an action in the usual run of things. */
export function usualActor(action: CaseActionName): CaseActor {
  const { by } = ruleOf(action)
  const order: CaseActor[] = [
    people.checker,
    people.acceptor,
    people.shiftLeader,
    people.dispatcher,
    people.unitA,
    people.leader,
  ]
  return order.find((it) => by.some((post) => it.posts.includes(post))) ?? people.acceptor
}
