/**
 * The record that follows from the log, entry by entry. Pure and without a calendar: whatever had to be computed
 * when the action was taken stands in the entry. The server writes what this gives; `verify` replays it.
 */
import { carriedPhotosIn } from './carried-over/carried-photos.ts'
import type { CaseEntry, EntryMark } from './case-entry.ts'
import type { CaseRecord, Counters } from './case-record.ts'
import type { ActionInput } from './inputs.ts'
import type { CaseActionName } from './life-cycle.ts'
import { caseStates } from './state.ts'

type Changes = Partial<CaseRecord>
type Data = CaseEntry['data']

/** The record after `entry`; without a record before, the entry opens (or imports) the case. */
export function evolve(record: CaseRecord | undefined, entry: CaseEntry): CaseRecord {
  const before = record ?? openingRecord(entry)
  const changes = record ? changesOf(record, entry) : {}
  const hasEnded = !caseStates[entry.toState].isOpen
  return {
    ...before,
    ...changes,
    version: entry.seq,
    state: entry.toState,
    // Imported history brings its own end, or none: the day of the import is not the day it ended.
    endedAt: hasEnded ? (before.endedAt ?? (entry.action === 'import' ? null : entry.at)) : null,
    photos: withPhotos(before, entry),
    clocks: withMarks(before.clocks, entry.marks),
    ...entry.due,
  }
}

/** Replays a whole log; undefined when it is empty. */
export const replay = (entries: Iterable<CaseEntry>): CaseRecord | undefined => {
  let record: CaseRecord | undefined
  for (const entry of entries) record = evolve(record, entry)
  return record
}

const noCounters: Counters = {
  verifications: 0,
  dispatches: 0,
  returns: 0,
  extensions: 0,
  suspensions: 0,
  sendBacks: 0,
  reworks: 0,
  checks: 0,
  cannotChecks: 0,
  urges: 0,
  supervisions: 0,
}

/** Facts of a case nobody has worked on yet. */
export const blankCase: Omit<
  CaseRecord,
  'id' | 'adcode' | 'state' | 'reportNumber' | 'reportedAt' | 'source'
> = {
  version: 0,
  stateBefore: null,
  number: null,
  externalNumber: null,
  kind: null,
  catalogueId: null,
  classCode: null,
  conditionId: null,
  level: 'ordinary',
  businessKind: 'immediate',
  description: '',
  address: '',
  point: null,
  townCode: null,
  communityCode: null,
  cellCode: null,
  areaClass: null,
  componentId: null,
  reporterId: null,
  isSelfHandled: false,
  isReturned: false,
  leadUnitId: null,
  firstUnitId: null,
  assistUnitIds: [],
  handlerId: null,
  taskHolderId: null,
  limit: null,
  limitSource: null,
  filedAt: null,
  dispatchedAt: null,
  handledAt: null,
  endedAt: null,
  confirmedAt: null,
  disposeDueAt: null,
  isInTime: null,
  isExempted: false,
  importedInTime: null,
  clockName: null,
  clockDueAt: null,
  clockYellowAt: null,
  isCalendarPublished: true,
  masterId: null,
  linkedCaseId: null,
  suspendedUntil: null,
  substituteForUnitId: null,
  billedYuan: null,
  endReason: null,
  pending: null,
  appeal: null,
  returnVisit: null,
  supervisions: [],
  instructions: [],
  counters: noCounters,
  photos: [],
  clocks: [],
}

/** The opening entry's data are fields of the record, as the server established them. */
function openingRecord(entry: CaseEntry): CaseRecord {
  const {
    photoIds: _,
    carried: __,
    ...facts
  } = entry.data as Changes & { photoIds?: string[]; carried?: unknown }
  return {
    ...blankCase,
    source: 'import',
    reportNumber: '',
    ...facts,
    id: entry.caseId,
    adcode: entry.adcode,
    state: entry.toState,
    reportedAt: facts.reportedAt ?? entry.at,
  }
}

function withMarks(clocks: CaseRecord['clocks'], marks: readonly EntryMark[]): CaseRecord['clocks'] {
  if (!marks.length) return clocks
  const list = [...clocks]
  for (const { clock: name, mark, started } of marks) {
    const index = list.findLastIndex((it) => it.name === name)
    const found = list[index]
    if (started) list.push({ name, ...started, marks: [mark] })
    else if (found) list[index] = { ...found, marks: [...found.marks, mark] }
  }
  return list
}

function withPhotos(record: CaseRecord, entry: CaseEntry): CaseRecord['photos'] {
  if (entry.action === 'carryPhotos') return [...record.photos, ...carriedPhotosIn(entry)]
  const ids = entry.data['photoIds']
  if (!Array.isArray(ids) || !ids.length) return record.photos
  const during = entry.action
  return [
    ...record.photos,
    ...ids.map((id) => ({ id: String(id), at: entry.at, during, by: entry.actorName })),
  ]
}

const plus = (record: CaseRecord, counter: keyof Counters): Changes => ({
  counters: { ...record.counters, [counter]: record.counters[counter] + 1 },
})

/** What each action changes beside state, clocks and photos. Actions without a line change nothing more. */
const reducers: {
  readonly [A in CaseActionName]?: (
    record: CaseRecord,
    entry: CaseEntry,
    data: ActionInput<A> & Data,
  ) => Changes
} = {
  issueVerification: (record, _, { collectorId }) => ({
    taskHolderId: collectorId,
    ...plus(record, 'verifications'),
  }),
  answerVerification: () => ({ taskHolderId: null }),
  recallVerification: () => ({ taskHolderId: null }),
  decline: (_, __, { reasonCode }) => ({ endReason: reasonCode }),
  merge: (_, __, { masterId }) => ({ masterId }),
  sendOn: (_, __, data) => ({
    ...data.classification,
    ...(data.componentId === undefined ? {} : { componentId: data.componentId }),
    isReturned: false,
  }),
  file: (record, entry, data) => ({
    number: record.number ?? String(data['number']),
    filedAt: record.filedAt ?? entry.at,
    level: data.level,
    limit: data['limit'] as CaseRecord['limit'],
    limitSource: data['limitSource'] as CaseRecord['limitSource'],
  }),
  sendBackToAcceptor: () => ({ isReturned: true }),
  declineFiling: (_, __, { reasonCode }) => ({ endReason: reasonCode }),
  dispatch: (record, entry, data) => ({
    leadUnitId: data.leadUnitId,
    firstUnitId: record.firstUnitId ?? data.leadUnitId,
    assistUnitIds: data.assistUnitIds,
    businessKind: data.businessKind,
    substituteForUnitId: data.substituteForUnitId,
    dispatchedAt: record.dispatchedAt ?? entry.at,
    handlerId: null,
    isReturned: false,
    ...plus(record, 'dispatches'),
  }),
  recallDispatch: () => ({ handlerId: null }),
  returnToAcceptor: () => ({ isReturned: true }),
  assign: (_, __, { handlerId }) => ({ handlerId }),
  revokeAssignment: () => ({ handlerId: null }),
  reassign: (_, __, { handlerId }) => ({ handlerId }),
  requestReturn: (_, entry) => ({ pending: pendingOf(entry) }),
  approveReturn: (record) => ({
    pending: null,
    isReturned: true,
    handlerId: null,
    ...plus(record, 'returns'),
  }),
  refuseReturn: () => ({ pending: null }),
  requestExtension: (_, entry) => ({ pending: pendingOf(entry) }),
  approveExtension: (record) => ({ pending: null, ...plus(record, 'extensions') }),
  refuseExtension: () => ({ pending: null }),
  requestSuspension: (_, entry) => ({ pending: pendingOf(entry) }),
  approveSuspension: (record) => ({
    pending: null,
    suspendedUntil: String(record.pending?.data['untilDate'] ?? ''),
    businessKind: record.pending?.data['businessKind'] === 'commitment' ? 'commitment' : record.businessKind,
    ...plus(record, 'suspensions'),
  }),
  refuseSuspension: () => ({ pending: null }),
  resume: () => ({ suspendedUntil: null }),
  reportDone: (_, entry) => ({
    handledAt: entry.at,
    confirmedAt: entry.data['isConfirmed'] ? entry.at : null,
  }),
  confirmDone: (_, entry) => ({ confirmedAt: entry.at }),
  rejectDone: () => ({ handledAt: null }),
  sendBack: (record) => ({
    handledAt: null,
    confirmedAt: null,
    handlerId: null,
    ...plus(record, 'sendBacks'),
  }),
  issueCheck: (record, _, { collectorId }) => ({ taskHolderId: collectorId, ...plus(record, 'checks') }),
  passCheck: () => ({ taskHolderId: null }),
  failCheck: () => ({ taskHolderId: null }),
  cannotCheck: (record) => ({ taskHolderId: null, ...plus(record, 'cannotChecks') }),
  recallCheck: () => ({ taskHolderId: null }),
  reassignTask: (_, __, { collectorId }) => ({ taskHolderId: collectorId }),
  rework: (record) => ({ handledAt: null, confirmedAt: null, handlerId: null, ...plus(record, 'reworks') }),
  requestVoid: (record, entry) => ({ stateBefore: record.state, pending: besides(record, entry) }),
  approveVoid: (record) => ({ ...endOf(record), endReason: String(record.pending?.data['reason'] ?? '') }),
  refuseVoid: (record) => backToBefore(record),
  proposeForceClose: (record, entry) => ({ stateBefore: record.state, pending: besides(record, entry) }),
  approveForceClose: (record) => ({
    ...endOf(record),
    endReason: String(record.pending?.data['reason'] ?? ''),
  }),
  refuseForceClose: (record) => backToBefore(record),
  supervise: (record, entry, data) => ({
    supervisions: [
      ...record.supervisions,
      {
        id: String(data['supervisionId']),
        at: entry.at,
        by: entry.actorName,
        opinion: data.opinion,
        dueOnDate: data.dueOnDate ?? '',
        ...(typeof data['dueAt'] === 'string' ? { dueAt: data['dueAt'] } : {}),
        answeredAt: null,
        answer: null,
      },
    ],
    ...plus(record, 'supervisions'),
  }),
  answerSupervision: (record, entry, data) => ({
    supervisions: record.supervisions.map((it) =>
      it.id === data.supervisionId ? { ...it, answeredAt: entry.at, answer: data.answer } : it,
    ),
  }),
  instruct: (record, entry, data) => ({
    instructions: [
      ...record.instructions,
      { id: String(data['instructionId']), at: entry.at, by: entry.actorName, opinion: data.opinion },
    ],
  }),
  urge: (record) => plus(record, 'urges'),
  appeal: (_, entry, { grounds }) => ({
    appeal: { state: 'requested', at: entry.at, grounds, reviewReason: null, decisionReason: null },
  }),
  reviewAppeal: ({ appeal }, _, { supported, reason }) => ({
    appeal: appeal && { ...appeal, state: supported ? 'supported' : 'refused', reviewReason: reason },
  }),
  decideAppeal: ({ appeal }, _, { granted, reason }) => ({
    appeal: appeal && { ...appeal, state: granted ? 'granted' : 'refused', decisionReason: reason },
    isExempted: granted,
  }),
  recordReturnVisit: (_, entry, data) => ({ returnVisit: { at: entry.at, by: entry.actorName, ...data } }),
  billOwner: (_, __, { amountYuan }) => ({ billedYuan: amountYuan }),
}

function changesOf(record: CaseRecord, entry: CaseEntry): Changes {
  if (
    entry.action === 'recompute' ||
    entry.action === 'absorb' ||
    entry.action === 'split' ||
    entry.action === 'report' ||
    entry.action === 'register' ||
    entry.action === 'import' ||
    entry.action === 'carryOver' ||
    entry.action === 'carryPhotos'
  )
    return {}
  const reducer = reducers[entry.action] as
    | ((record: CaseRecord, entry: CaseEntry, data: Data) => Changes)
    | undefined
  return reducer?.(record, entry, entry.data) ?? {}
}

const pendingOf = (entry: CaseEntry): CaseRecord['pending'] => ({
  action: entry.action,
  at: entry.at,
  byId: entry.actorId,
  byName: entry.actorName,
  data: entry.data as Record<string, unknown>,
})

/** A request to end keeps the request that was already waiting, so that a refusal finds it again. */
const besides = (record: CaseRecord, entry: CaseEntry): CaseRecord['pending'] => {
  const pending = pendingOf(entry)
  return (
    pending && {
      ...pending,
      data: { ...pending.data, ...(record.pending ? { suspendedRequest: record.pending } : {}) },
    }
  )
}

const backToBefore = (record: CaseRecord): Changes => ({
  stateBefore: null,
  pending: (record.pending?.data['suspendedRequest'] as CaseRecord['pending']) ?? null,
})

const endOf = (_record: CaseRecord): Changes => ({ stateBefore: null, pending: null, taskHolderId: null })
