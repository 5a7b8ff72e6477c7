/**
 * The rules that an action meets beyond state, post and person. Asked without input they tell whether a button is
 * worth showing; with input they decide.
 */
import type { Problem } from '../problem.ts'
import type { ClockContext } from './case-clocks.ts'
import type { CaseRecord } from './case-record.ts'
import type { ActionInput } from './inputs.ts'
import { type CaseActionName, handlersStates } from './life-cycle.ts'
import { CaseProblem } from './problems.ts'

type Data = Readonly<Record<string, unknown>>
type Guard<Input> = (
  record: CaseRecord,
  context: ClockContext,
  input: Input | undefined,
) => Problem | undefined | false

const dayMilliseconds = 86_400_000

const needsConfirmation: Guard<Data> = (record) => !record.confirmedAt && CaseProblem.notConfirmed({})
const needsNoConfirmation: Guard<Data> = (record) =>
  record.confirmedAt !== null && CaseProblem.alreadyConfirmed({})
const needsTwoFailedTries: Guard<Data> = (record) =>
  record.counters.cannotChecks < 2 && CaseProblem.uncheckedTooEarly({})

const reporterChecks = (record: CaseRecord, collectorId: string): Problem | false =>
  record.reporterId !== null && collectorId === record.reporterId && CaseProblem.checkerIsReporter({})

const guards: { readonly [A in CaseActionName]?: Guard<ActionInput<A> & Data> } = {
  sendOn: (record, _, input) =>
    input !== undefined && !input.classification && !record.conditionId && CaseProblem.notClassified({}),
  merge: (record, _, input) => input?.masterId === record.id && CaseProblem.masterWrong({}),
  dispatch: (_, __, input) =>
    input !== undefined &&
    ((input.businessKind === 'coordination' && !input.assistUnitIds.length) ||
      input.assistUnitIds.includes(input.leadUnitId)) &&
    CaseProblem.chooseUnit({}),
  requestExtension: (record, { now, settings }) => {
    if (record.counters.extensions >= settings.mostExtensions)
      return CaseProblem.extensionsUsedUp({ most: settings.mostExtensions })
    return (
      record.disposeDueAt !== null &&
      now.getTime() > Date.parse(record.disposeDueAt) &&
      CaseProblem.alreadyOverdue({})
    )
  },
  requestSuspension: (record, { now, settings }, input) => {
    if (record.counters.suspensions > 0) return CaseProblem.suspendedBefore({})
    if (!input) return undefined
    const days = (Date.parse(`${input.untilDate}T00:00:00+08:00`) - now.getTime()) / dayMilliseconds
    if (!(days > 0 && days <= settings.mostSuspensionDays))
      return CaseProblem.suspensionTooLong({ days: settings.mostSuspensionDays })
    return (
      input.businessKind === 'commitment' &&
      !input.documentIds.length &&
      CaseProblem.commitmentNeedsDocument({})
    )
  },
  confirmDone: needsNoConfirmation,
  rejectDone: needsNoConfirmation,
  passOn: needsConfirmation,
  sendBack: needsConfirmation,
  reassign: (record, _, input) => {
    const state = record.stateBefore ?? record.state
    if (record.handlerId === null || !handlersStates.includes(state)) return CaseProblem.nobodyHasIt({})
    if (!input) return undefined
    if (input.handlerId === record.handlerId) return CaseProblem.hasItAlready({})
    return input.handlerId === null && state === 'assigned' && CaseProblem.chooseHandler({})
  },
  issueCheck: (record, _, input) => input !== undefined && reporterChecks(record, input.collectorId),
  reassignTask: (record, _, input) => {
    if (record.taskHolderId === null) return CaseProblem.nobodyHasIt({})
    if (!input) return undefined
    if (input.collectorId === record.taskHolderId) return CaseProblem.hasItAlready({})
    return (record.stateBefore ?? record.state) === 'checking' && reporterChecks(record, input.collectorId)
  },
  acceptUnchecked: needsTwoFailedTries,
  refuseUnchecked: needsTwoFailedTries,
  answerSupervision: (record, _, input) => {
    const waiting = record.supervisions.filter((it) => !it.answeredAt)
    const isKnown = input?.supervisionId === undefined || waiting.some((it) => it.id === input.supervisionId)
    return (!waiting.length || !isKnown) && CaseProblem.supervisionUnknown({})
  },
  appeal: (record) => {
    if (record.appeal) return CaseProblem.appealState({ appeal: record.appeal.state })
    return record.isInTime !== false && CaseProblem.notOverdue({})
  },
  reviewAppeal: (record) =>
    record.appeal?.state !== 'requested' &&
    CaseProblem.appealState({ appeal: record.appeal?.state ?? 'none' }),
  decideAppeal: (record) =>
    record.appeal?.state !== 'supported' &&
    CaseProblem.appealState({ appeal: record.appeal?.state ?? 'none' }),
  billOwner: (record) => !record.substituteForUnitId && CaseProblem.noSubstitute({}),
}

/** The Problem that stands against `action`, if any; without `input` only what the record itself forbids. */
export function checkGuards(
  record: CaseRecord,
  action: CaseActionName,
  input: Data | undefined,
  context: ClockContext,
): Problem | undefined {
  const guard = guards[action] as Guard<Data> | undefined
  return guard?.(record, context, input) || undefined
}
