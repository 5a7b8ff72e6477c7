/**
 * One case told over HTTP: each action by whoever usually takes it, and after each one what must hold of any case,
 * whatever the story is about: one light, one running deadline, and explanations that add up to the minute.
 */
import { expect } from 'vitest'
import type { CaseDetail, ExplainedClock } from '#domain/cases/contract.ts'
import { type CaseActionName, toKebab } from '#domain/cases/life-cycle.ts'
import type { TestCounty } from './test-county.ts'
import type { Answer, Voice } from './test-house.ts'

type Body = Record<string, unknown>
type Clock = 'accept' | 'verify' | 'file' | 'dispatch' | 'dispose' | 'issue_check' | 'check' | 'close'

export type CaseStory = {
  readonly id: string
  /** Sets the time, in China, such as `2026-06-15 09:05`. */
  at(local: string): CaseStory
  /** Takes an action, as whoever usually does unless somebody is named, and gives the case after it. */
  take(action: CaseActionName, body?: Body, as?: Voice): Promise<CaseDetail>
  /** Takes actions one after the other, each in the usual way. */
  takeAll(...actions: readonly CaseActionName[]): Promise<CaseDetail>
  /** Tries an action that must be refused; the code of the problem. */
  refused(action: CaseActionName, body?: Body, as?: Voice): Promise<unknown>
  post(action: CaseActionName, body?: Body, as?: Voice, headers?: Record<string, string>): Promise<Answer>
  show(as?: Voice): Promise<CaseDetail>
}

/** Who takes an action in the usual run of things, where it is not a post of the centre. */
function usualVoice(county: TestCounty, action: CaseActionName): Voice {
  const { checker, acceptor, shiftLeader, dispatcher, unit, leader } = county
  const byAction: Partial<Record<CaseActionName, Voice>> = {
    answerVerification: checker,
    passCheck: checker,
    failCheck: checker,
    cannotCheck: checker,
    issueVerification: acceptor,
    recallVerification: acceptor,
    decline: acceptor,
    merge: acceptor,
    sendOn: acceptor,
    recallSendOn: acceptor,
    approveSelfHandled: acceptor,
    refuseSelfHandled: acceptor,
    issueCheck: acceptor,
    reassignTask: acceptor,
    recallCheck: acceptor,
    acceptUnchecked: acceptor,
    refuseUnchecked: acceptor,
    rework: acceptor,
    decideAppeal: acceptor,
    recordReturnVisit: acceptor,
    file: shiftLeader,
    sendBackToAcceptor: shiftLeader,
    declineFiling: shiftLeader,
    close: shiftLeader,
    refuseClose: shiftLeader,
    approveVoid: shiftLeader,
    refuseVoid: shiftLeader,
    proposeForceClose: shiftLeader,
    approveForceClose: leader,
    refuseForceClose: leader,
    supervise: leader,
    instruct: leader,
    dispatch: dispatcher,
    recallDispatch: dispatcher,
    returnToAcceptor: dispatcher,
    approveReturn: dispatcher,
    refuseReturn: dispatcher,
    approveExtension: dispatcher,
    refuseExtension: dispatcher,
    approveSuspension: dispatcher,
    refuseSuspension: dispatcher,
    resume: dispatcher,
    passOn: dispatcher,
    sendBack: dispatcher,
    requestVoid: dispatcher,
    urge: dispatcher,
    reviewAppeal: dispatcher,
    billOwner: dispatcher,
  }
  return byAction[action] ?? unit
}

/** What each action usually says; actions that need a reason get one. */
async function usualBody(
  county: TestCounty,
  action: CaseActionName,
  as: Voice,
  given: Body = {},
): Promise<Body> {
  const photo = async (): Promise<unknown> => given['photoIds'] ?? [await county.photo(as)]
  const reason = '按规定办理'
  const bodies: Partial<Record<CaseActionName, () => Body | Promise<Body>>> = {
    issueVerification: () => ({ collectorId: county.checker.session.id, reason }),
    answerVerification: () => ({ result: 'true' }),
    decline: () => ({ reasonCode: 'outside-duty', reason }),
    declineFiling: () => ({ reasonCode: 'condition-not-met', reason }),
    dispatch: () => ({ leadUnitId: county.lampStation }),
    assign: () => ({ handlerId: county.handler.session.id }),
    requestSuspension: () => ({ reason, untilDate: '2026-07-06' }),
    reportDone: async () => ({ measure: '扶正灯杆并加固', photoIds: await photo() }),
    issueCheck: () => ({ collectorId: county.checker.session.id }),
    reassign: () => ({ handlerId: county.otherHandler.session.id, reason }),
    reassignTask: () => ({ collectorId: county.otherChecker.session.id, reason }),
    passCheck: async () => ({ photoIds: await photo() }),
    failCheck: async () => ({ reason: '灯杆仍然歪斜', photoIds: await photo() }),
    close: () => ({ conditionMet: true }),
    supervise: () => ({ opinion: '请尽快办理', dueOnDate: '2026-06-20' }),
    instruct: () => ({ opinion: '请妥善处置，注意安全' }),
    answerSupervision: () => ({ answer: '正在抓紧处置' }),
    appeal: () => ({ grounds: '停电检修，无法施工' }),
    reviewAppeal: () => ({ supported: true, reason }),
    decideAppeal: () => ({ granted: true, reason }),
    recordReturnVisit: () => ({ reached: true, solvedScore: 5, serviceScore: 4 }),
    billOwner: () => ({ amountYuan: 1200.5 }),
  }
  return (await bodies[action]?.()) ?? { reason }
}

/** Reports a lamp as the collector (or whatever `report` says, as whoever) and opens its story. */
export async function openStory(
  county: TestCounty,
  { report = {}, as = county.collector }: { report?: Body; as?: Voice } = {},
): Promise<CaseStory> {
  const reported = await as.post('/api/reports', await county.lampReport(report))
  expect(reported, JSON.stringify(reported.body)).toMatchObject({ status: 200 })
  return followStory(county, String(reported.body['id']))
}

/** The story of a case that is there already. */
export function followStory(county: TestCounty, id: string): CaseStory {
  const post: CaseStory['post'] = async (action, body, as = usualVoice(county, action), headers = {}) =>
    as.post(
      `/api/cases/${id}/${toKebab(action)}`,
      { ...(await usualBody(county, action, as, body)), ...body },
      headers,
    )
  const show: CaseStory['show'] = async (as = county.dispatcher) => {
    const { status, body } = await as.get(`/api/cases/${id}`)
    expect(status, JSON.stringify(body)).toBe(200)
    const detail = body as CaseDetail
    expectSound(detail, county.clock.now())
    return detail
  }
  const story: CaseStory = {
    id,
    post,
    show,
    at: (local) => {
      county.clock.turnTo(new Date(`${local.replace(' ', 'T')}:00+08:00`))
      return story
    },
    take: async (action, body, as) => {
      const { status, body: receipt } = await post(action, body, as)
      expect(status, `${action}: ${JSON.stringify(receipt)}`).toBe(200)
      const detail = await show()
      expect(detail).toMatchObject({ state: receipt['state'], version: receipt['version'] })
      return detail
    },
    takeAll: async (...actions) => {
      for (const action of actions) await story.take(action)
      return show()
    },
    refused: async (action, body, as) => {
      const before = (await show()).version
      const answer = await post(action, body, as)
      expect(answer.status, `${action} was not refused`).toBeGreaterThanOrEqual(400)
      expect((await show()).version, 'a refused action changed the case').toBe(before)
      return answer.body['code']
    },
  }
  return story
}

/** The newest clock of a name. */
export function clockOf(detail: CaseDetail, name: Clock): ExplainedClock {
  const found = detail.clocks.findLast((it) => it.name === name)
  if (!found) throw new Error(`the case has no ${name} clock`)
  return found
}

/** `06-15 09:30` in China, for comparing with what a story says. */
export const inChina = (iso: string | null): string | null =>
  iso && new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ')

/** What the desk shows first: state, the clock that runs, its deadline, its light. */
export const glance = ({ state, clockName, clockDueAt, light }: CaseDetail): unknown[] => [
  state,
  clockName,
  inChina(clockDueAt),
  light,
]

const minute = 60_000

/** Minutes counted by the segments up to `until`. */
const countedUntil = (clock: ExplainedClock, until: number): number =>
  clock.segments
    .filter((it) => it.counted)
    .reduce(
      (sum, it) => sum + Math.max(0, Math.min(Date.parse(it.to), until) - Date.parse(it.from)) / minute,
      0,
    )

/** What must hold of any case at any time. */
function expectSound(detail: CaseDetail, now: Date): void {
  for (const clock of detail.clocks) {
    const told = `${clock.name} in ${detail.state}`
    let end = Date.parse(clock.startedAt)
    for (const segment of clock.segments) {
      expect(Date.parse(segment.from), `${told}: a gap in the explanation`).toBe(end)
      end = Date.parse(segment.to)
      expect(segment.why.zh && segment.why.en, `${told}: a segment without a reason`).toBeTruthy()
    }
    expect(countedUntil(clock, now.getTime()), `${told}: the segments and the used time`).toBeCloseTo(
      clock.usedMinutes,
      6,
    )
    expect(clock.leftMinutes, `${told}: limit, used and left`).toBeCloseTo(
      clock.limitMinutes - clock.usedMinutes,
      6,
    )
    if (clock.state === 'running' && clock.dueAt && !clock.overdue)
      expect(
        countedUntil(clock, Date.parse(clock.dueAt)),
        `${told}: the limit ends at the deadline`,
      ).toBeCloseTo(clock.limitMinutes, 6)
  }
  const running = detail.clockName ? clockOf(detail, detail.clockName) : undefined
  expect(running?.state ?? 'running').toBe('running')
  expect(detail.clockDueAt, 'the deadline of the queue and of the clock').toBe(running?.dueAt ?? null)
  if (running) expect(detail.light, 'the light of the queue and of the clock').toBe(running.light)
  expect(detail.timeline.map((it) => it.seq)).toEqual(detail.timeline.map((_, index) => index + 1))
  expect(detail.timeline).toHaveLength(detail.version)
}
