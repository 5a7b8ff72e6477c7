/**
 * Takes one action of the life cycle on a case: the same way for every action, because the table says what differs.
 * Where the county joins steps (the acceptor who sends on also files), the joined step follows in the same act.
 */
import { actionPermission } from '#domain/cases/action-permissions.ts'
import type { ClockContext } from '#domain/cases/case-clocks.ts'
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { CaseReceipt } from '#domain/cases/contract.ts'
import { actionsFor, type CaseActor, decide, requireAllowed } from '#domain/cases/decide.ts'
import { type CaseAnnouncement, caseAnnouncementName } from '#domain/cases/events.ts'
import { actionInputs } from '#domain/cases/inputs.ts'
import type { CaseActionName } from '#domain/cases/life-cycle.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { Command, Context } from '#platform/act.ts'
import { getClockContext, toCaseActor } from '../case-context.ts'
import { writeReaders } from '../directive-store.ts'
import { openFollowing } from '../inner-following.ts'
import { mayRead } from '../policy.ts'
import { establish } from '../references.ts'
import { findCase, writeChanged } from '../store.ts'

export type TakeAction = { id: string; expectedVersion?: number | undefined } & Record<string, unknown>

/** What an action answers. */
export const toReceipt = (record: CaseRecord): CaseReceipt => ({
  id: record.id,
  reportNumber: record.reportNumber,
  number: record.number,
  state: record.state,
  version: record.version,
  disposeDueAt: record.disposeDueAt,
  clockDueAt: record.clockDueAt,
})

/** Who is concerned by what happened to a case. */
export const toAnnouncement = (record: CaseRecord): CaseAnnouncement => ({
  state: record.state,
  version: record.version,
  leadUnitId: record.leadUnitId,
  assistUnitIds: record.assistUnitIds,
  taskHolderId: record.taskHolderId,
  reporterId: record.reporterId,
  townCode: record.townCode,
  communityCode: record.communityCode,
})

/** The case where there is one and the actor may see it. */
export async function findCaseFor(
  { db, adcode, actor }: Context,
  id: string,
): Promise<CaseRecord | undefined> {
  const record = await findCase(db, adcode, id)
  return record && mayRead(actor, record) ? record : undefined
}

/** Reads the case for an action; a case one may not see is unknown, a changed one is said to be so. */
export async function getCaseFor(context: Context, { id, expectedVersion }: TakeAction): Promise<CaseRecord> {
  const record = await findCaseFor(context, id)
  if (!record) throw CaseProblem.unknown({ id })
  if (expectedVersion !== undefined && expectedVersion !== record.version)
    throw CaseProblem.stale({ expected: expectedVersion, current: record.version })
  return record
}

/** One action with its data. */
export type Step = { action: CaseActionName; input: Readonly<Record<string, unknown>> }

/** Decides on a step and what is joined to it, and announces them; the rows are the caller's to write. */
export async function decideSteps(
  context: Context,
  record: CaseRecord,
  first: Step,
): Promise<{ record: CaseRecord; entries: CaseEntry[] }> {
  const { db, adcode, now, actor, announce } = context
  const entries: CaseEntry[] = []
  const caseActor = toCaseActor(actor)
  const inner = openFollowing(context, record)
  let current = record
  let step: Step | undefined = first
  while (step) {
    const unitId =
      typeof step.input['leadUnitId'] === 'string' ? step.input['leadUnitId'] : current.leadUnitId
    const clocks = await getClockContext(db, adcode, now, unitId)
    const reference = { db, adcode, now, record: current, settings: clocks.settings }
    requireAllowed(current, step.action, caseActor, clocks.settings)
    await inner.require(step.action)
    const data = { ...step.input, ...(await establish(reference, step.action, step.input)) }
    const { entry, record: next } = decide({
      record: current,
      action: step.action,
      data,
      actor: caseActor,
      context: clocks,
    })
    entries.push(entry)
    await inner.follow(step.action, next, clocks)
    announce({ name: caseAnnouncementName(step.action), subjectId: record.id, data: toAnnouncement(next) })
    current = next
    step = joinedStep(entries, current, caseActor, clocks)
  }
  inner.write()
  return { record: current, entries }
}

/** Decides on `action` and what is joined to it, and hands over the rows. Other modules add theirs beside it. */
export async function planAction(
  context: Context,
  record: CaseRecord,
  action: CaseActionName,
  input: Readonly<Record<string, unknown>>,
): Promise<CaseRecord> {
  const decided = await decideSteps(context, record, { action, input })
  writeChanged(context.write, record, decided.record, decided.entries)
  writeReaders(context.write, decided.entries)
  context.concerns(record.id)
  return decided.record
}

/** The step that the county joined to the last one, if the same person may take it; no step follows twice. */
function joinedStep(
  taken: readonly CaseEntry[],
  record: CaseRecord,
  actor: CaseActor,
  clocks: ClockContext,
): Step | undefined {
  const last = taken.at(-1)?.action
  const follows = clocks.settings.joinedSteps[last as CaseActionName]
  if (!follows || taken.some((it) => it.action === follows)) return undefined
  const mayFollow = actionsFor(record, actor, clocks).includes(follows)
  return mayFollow ? { action: follows, input: actionInputs[follows].parse({}) } : undefined
}

/** The command of an action. */
export const takeCaseAction = (action: CaseActionName): Command<TakeAction, CaseReceipt> => ({
  name: actionPermission(action),
  permission: actionPermission(action),
  async run(context, input) {
    const record = await getCaseFor(context, input)
    const { id: _, expectedVersion: __, ...data } = input
    return toReceipt(await planAction(context, record, action, data))
  },
})
