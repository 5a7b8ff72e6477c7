/**
 * Decides on an action: whether the state, the post, the person and the rules allow it, and which entry of the log
 * it makes. It changes nothing; `evolve` gives the record that follows. One function serves server, desk and phone.
 */

import { type ClockContext, moveClocks, reckonDue } from './case-clocks.ts'
import type { CaseEntry, EntryDue } from './case-entry.ts'
import type { CaseRecord } from './case-record.ts'
import { evolve } from './evolve.ts'
import { checkGuards } from './guards.ts'
import {
  type CaseActionName,
  type ClockEffect,
  caseActionNames,
  isDeskOfUnit,
  type Relation,
  ruleOf,
} from './life-cycle.ts'
import { notBefore } from './not-before.ts'
import { CaseProblem } from './problems.ts'
import { type CaseSettings, effectivePosts } from './settings.ts'
import type { CaseState } from './state.ts'

/** Who acts, as far as a case is concerned. */
export type CaseActor = {
  readonly id: string
  readonly name: string
  readonly posts: readonly string[]
  readonly organisationId: string | null
  readonly areaCodes: readonly string[]
  /** Sweeps and the simulator's clockwork act as the system and hold every post. */
  readonly isSystem?: boolean
}

const allowedIn = new Map<CaseState, readonly CaseActionName[]>()

/** The actions the state allows, whoever asks. */
export function allowedActions(state: CaseState): readonly CaseActionName[] {
  const known = allowedIn.get(state)
  if (known) return known
  const allowed = caseActionNames.filter((action) => ruleOf(action).from.includes(state))
  allowedIn.set(state, allowed)
  return allowed
}

/** Why `actor` may not take `action` on `record`; undefined when he may (the guards are asked later). */
export function refusalOf(
  record: CaseRecord,
  action: CaseActionName,
  actor: CaseActor,
  settings: Pick<CaseSettings, 'mergedPosts'>,
): 'post' | 'area' | 'lead-unit' | 'task-holder' | 'same-person' | undefined {
  if (actor.isSystem) return undefined
  const rule = ruleOf(action)
  const posts = effectivePosts(actor.posts, settings)
  if (!rule.by.some((post) => posts.includes(post))) return 'post'
  if (!isInArea(record, actor)) return 'area'
  return relationRefusal(rule.who, record, actor)
}

const isInArea = (record: CaseRecord, { areaCodes }: CaseActor): boolean =>
  !areaCodes.length ||
  areaCodes.some((code) =>
    [record.townCode, record.communityCode, record.cellCode].some((it) => it?.startsWith(code)),
  )

function relationRefusal(who: Relation, record: CaseRecord, actor: CaseActor) {
  const isOfUnit = record.leadUnitId !== null && actor.organisationId === record.leadUnitId
  switch (who) {
    case 'anyone':
      return undefined
    case 'lead-unit':
      return isOfUnit ? undefined : 'lead-unit'
    case 'lead-unit-or-handler': {
      if (!isOfUnit) return 'lead-unit'
      return isDeskOfUnit(actor.posts) || record.handlerId === null || record.handlerId === actor.id
        ? undefined
        : 'task-holder'
    }
    case 'task-holder':
      return record.taskHolderId === actor.id ? undefined : 'task-holder'
    case 'another-person':
      return record.pending?.byId === actor.id ? 'same-person' : undefined
  }
}

/** The actions `actor` may take on `record` now, in the order of the table. */
export const actionsFor = (record: CaseRecord, actor: CaseActor, context: ClockContext): CaseActionName[] =>
  allowedActions(record.state).filter(
    (action) =>
      refusalOf(record, action, actor, context.settings) === undefined &&
      checkGuards(record, action, undefined, context) === undefined,
  )

export type Decision = { readonly entry: CaseEntry; readonly record: CaseRecord }

export type DecideInput = {
  readonly record: CaseRecord
  readonly action: CaseActionName
  /** The input as its schema gave it, with what the server established beside it. */
  readonly data: Readonly<Record<string, unknown>>
  readonly actor: CaseActor
  readonly context: ClockContext
}

/** Throws the Problem that says why `actor` may not take `action` now, as far as state, post and person go. */
export function requireAllowed(
  record: CaseRecord,
  action: CaseActionName,
  actor: CaseActor,
  settings: Pick<CaseSettings, 'mergedPosts'>,
): void {
  const allowed = allowedActions(record.state)
  if (!allowed.includes(action))
    throw CaseProblem.actionNotAllowed({ action, state: record.state, allowed: [...allowed] })
  const refusal = refusalOf(record, action, actor, settings)
  if (refusal === 'same-person') throw CaseProblem.samePerson({ action })
  if (refusal) throw CaseProblem.notYours({ action, because: refusal })
}

/** The entry and the record that follow; throws the Problem that says why not. */
export function decide({ record, action, data, actor, context: given }: DecideInput): Decision {
  const context = { ...given, now: notBefore(given.now, record.clocks) }
  requireAllowed(record, action, actor, context.settings)
  const problem = checkGuards(record, action, data, context)
  if (problem) throw problem
  const rule = ruleOf(action)
  const completed = { ...data, ...completionOf(record, action, actor, data) }
  const draft: CaseEntry = {
    caseId: record.id,
    adcode: record.adcode,
    seq: record.version + 1,
    action,
    at: context.now.toISOString(),
    actorId: actor.id,
    actorName: actor.name,
    post: postFor(action, actor, context.settings),
    organisationId: actor.organisationId,
    fromState: record.state,
    toState:
      rule.to === 'same'
        ? record.state
        : rule.to === 'before'
          ? (record.stateBefore ?? record.state)
          : rule.to,
    data: completed,
    marks: [],
    due: dueOf(record),
  }
  return finish(record, draft, effectsOf(action, completed), context)
}

/** The deadlines as they stand; `finish` works out the new ones. */
export const dueOf = (record: EntryDue): EntryDue => ({
  disposeDueAt: record.disposeDueAt,
  clockName: record.clockName,
  clockDueAt: record.clockDueAt,
  clockYellowAt: record.clockYellowAt,
  isCalendarPublished: record.isCalendarPublished,
  isInTime: record.isInTime,
})

/** Adds the marks and deadlines to a draft; deadlines are worked out on the record the draft leads to. */
export function finish(
  record: CaseRecord | undefined,
  draft: CaseEntry,
  effects: readonly ClockEffect[],
  context: ClockContext,
): Decision {
  const moved = evolve(record, draft)
  const marks = moveClocks(moved, effects, context, {
    sameUnit: record?.leadUnitId === moved.leadUnitId,
    ...(record?.pending ? { requestedAt: new Date(record.pending.at) } : {}),
    ...(pauseReasons[draft.action] ? { pauseReason: pauseReasons[draft.action] } : {}),
  })
  const due = reckonDue(evolve(record, { ...draft, marks }), context)
  const entry = { ...draft, marks, due }
  return { entry, record: evolve(record, entry) }
}

const pauseReasons: Partial<
  Record<string, 'verification' | 'suspension' | 'suspension-over' | 'recalled' | 'handled' | 'rework'>
> = {
  issueVerification: 'verification',
  answerVerification: 'verification',
  recallVerification: 'verification',
  approveSuspension: 'suspension',
  resume: 'suspension-over',
  recallDispatch: 'recalled',
  reportDone: 'handled',
  confirmDone: 'handled',
  sendBack: 'rework',
  rework: 'rework',
}

/** What follows from who acts: a unit that reports the result itself has confirmed it with that. */
function completionOf(
  record: CaseRecord,
  action: CaseActionName,
  actor: CaseActor,
  data: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (action === 'reportDone') return { isConfirmed: actor.isSystem === true || isDeskOfUnit(actor.posts) }
  if (action === 'answerSupervision' && !data['supervisionId'])
    return { supervisionId: record.supervisions.find((it) => !it.answeredAt)?.id }
  return {}
}

const effectsOf = (
  action: CaseActionName,
  data: Readonly<Record<string, unknown>>,
): readonly ClockEffect[] =>
  action === 'reportDone' && data['isConfirmed']
    ? [{ clock: 'dispose', does: 'pause' }]
    : ruleOf(action).clocks

const postFor = (action: CaseActionName, actor: CaseActor, settings: CaseSettings): string | null => {
  const own = actor.posts.find((post) => ruleOf(action).by.some((it) => it === post))
  return (
    own ??
    actor.posts.find((post) =>
      effectivePosts([post], settings).some((it) => ruleOf(action).by.some((by) => by === it)),
    ) ??
    null
  )
}
