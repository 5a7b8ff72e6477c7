/**
 * What each action asks for. The same schemas check the request, print the API document and draw the form: `meta`
 * carries the label and the kind of field (`widget`).
 */
import { z } from 'zod'
import { OnDate } from '../instant.ts'
import { note, reason, meta as shared, somePhotoIds, uuid } from './input-parts.ts'
import type { CaseActionName } from './life-cycle.ts'

type Widget =
  | 'text'
  | 'long-text'
  | 'choice'
  | 'flag'
  | 'date'
  | 'number'
  | 'photos'
  | 'collector'
  | 'unit'
  | 'units'
  | 'handler'
  | 'class'
  | 'case'
  | 'documents'
const meta = (zh: string, en: string, widget: Widget) => shared(zh, en, widget)

const photoIds = z
  .array(uuid())
  .max(20)
  .default([])
  .meta(meta('照片', 'photos', 'photos'))
const collectorId = uuid().meta(meta('监督员', 'collector', 'collector'))
const untilDate = OnDate
const choice = <const T extends readonly [string, ...string[]]>(values: T, zh: string, en: string) =>
  z.enum(values).meta(meta(zh, en, 'choice'))

/** Classification that a case needs before it can be filed. */
export const Classification = z.object({
  catalogueId: z.string().min(1),
  kind: z.enum(['component', 'matter']),
  classCode: z.string().min(1),
  conditionId: z.string().min(1),
})
export type Classification = z.infer<typeof Classification>

export const declineReasons = [
  'outside-duty',
  'not-a-fact',
  'no-place',
  'duplicate-closed',
  'petition-or-lawsuit',
  'emergency-number',
  'other',
] as const
export const declineFilingReasons = [
  'condition-not-met',
  'outside-duty',
  'already-open',
  'not-a-fact',
  'other',
] as const

/** Whom an instruction of a leader is for: the people of the lead unit, those of the centre, or both. */
export const addressed = ['unit', 'centre', 'both'] as const

/** Kunming's kinds of business: handled now, promised by a date, coordinated. */
export const businessKinds = ['immediate', 'commitment', 'coordination'] as const

export const actionInputs = {
  issueVerification: z.object({ collectorId, reason }),
  answerVerification: z.object({
    result: choice(['true', 'false', 'cannot'], '核实结果', 'result'),
    note,
    photoIds,
  }),
  recallVerification: z.object({ reason }),
  decline: z.object({ reasonCode: choice(declineReasons, '不予受理原因', 'reason code'), reason }),
  merge: z.object({ masterId: uuid().meta(meta('主案', 'leading case', 'case')), reason: note }),
  sendOn: z.object({
    classification: Classification.optional().meta(meta('小类与立案条件', 'class and condition', 'class')),
    /** Left out, the component that was reported stays; null takes it away. */
    componentId: z
      .string()
      .max(20)
      .nullable()
      .optional()
      .meta(meta('部件编码', 'component', 'text')),
    note,
  }),
  recallSendOn: z.object({ reason }),
  approveSelfHandled: z.object({ note }),
  refuseSelfHandled: z.object({ reason }),
  file: z.object({ level: choice(['ordinary', 'urgent'], '级别', 'level').default('ordinary'), note }),
  sendBackToAcceptor: z.object({ reason }),
  declineFiling: z.object({
    reasonCode: choice(declineFilingReasons, '不予立案原因', 'reason code'),
    reason,
  }),
  dispatch: z.object({
    leadUnitId: uuid().meta(meta('主办单位', 'lead unit', 'unit')),
    assistUnitIds: z
      .array(uuid())
      .max(10)
      .default([])
      .meta(meta('协办单位', 'assisting units', 'units')),
    businessKind: choice(['immediate', 'coordination'], '业务类型', 'kind of business').default('immediate'),
    /** Emergency handling by a substitute (代处置): the owner who will be billed. */
    substituteForUnitId: uuid()
      .nullable()
      .default(null)
      .meta(meta('代处置的责任单位', 'handled in place of', 'unit')),
    note,
  }),
  recallDispatch: z.object({ reason }),
  returnToAcceptor: z.object({ reason }),
  assign: z.object({ handlerId: uuid().meta(meta('处置人员', 'handler', 'handler')), note }),
  revokeAssignment: z.object({ reason }),
  /** Without a handler the case stays with the unit, and any of its handlers may go on. */
  reassign: z.object({
    handlerId: uuid()
      .nullable()
      .default(null)
      .meta(meta('处置人员', 'handler', 'handler')),
    reason,
  }),
  start: z.object({ note }),
  requestReturn: z.object({
    reason,
    suggestedUnitId: uuid()
      .nullable()
      .default(null)
      .meta(meta('建议单位', 'suggested unit', 'unit')),
  }),
  approveReturn: z.object({ note }),
  refuseReturn: z.object({ reason }),
  requestExtension: z.object({ reason, photoIds }),
  approveExtension: z.object({ note }),
  refuseExtension: z.object({ reason }),
  requestSuspension: z.object({
    reason,
    untilDate: untilDate.meta(meta('截止日期', 'until', 'date')),
    businessKind: choice(['immediate', 'commitment'], '业务类型', 'kind of business').default('immediate'),
    /** The legal or official document of a commitment. */
    documentIds: z
      .array(uuid())
      .max(10)
      .default([])
      .meta(meta('承诺文件', 'documents', 'documents')),
  }),
  approveSuspension: z.object({ note }),
  refuseSuspension: z.object({ reason }),
  resume: z.object({ note }),
  reportDone: z.object({
    measure: z
      .string()
      .trim()
      .min(2)
      .max(1000)
      .meta(meta('处置措施', 'measure taken', 'long-text')),
    photoIds: somePhotoIds,
  }),
  confirmDone: z.object({ note }),
  rejectDone: z.object({ reason }),
  passOn: z.object({ note }),
  sendBack: z.object({ reason }),
  issueCheck: z.object({ collectorId, note }),
  passCheck: z.object({ note, photoIds: somePhotoIds }),
  failCheck: z.object({ reason, photoIds: somePhotoIds }),
  cannotCheck: z.object({ reason }),
  recallCheck: z.object({ reason }),
  reassignTask: z.object({ collectorId, reason }),
  acceptUnchecked: z.object({ reason }),
  refuseUnchecked: z.object({ reason }),
  rework: z.object({ reason }),
  close: z.object({
    conditionMet: z.literal(true).meta(meta('符合结案条件', 'closing condition met', 'flag')),
    note,
  }),
  refuseClose: z.object({ reason }),
  requestVoid: z.object({ reason }),
  approveVoid: z.object({ note }),
  refuseVoid: z.object({ reason }),
  proposeForceClose: z.object({ reason }),
  approveForceClose: z.object({ reason }),
  refuseForceClose: z.object({ reason }),
  /** Without a date the answer is due after the office hours that the county has set. */
  supervise: z.object({
    opinion: reason.meta(meta('意见', 'opinion', 'long-text')),
    dueOnDate: untilDate.optional().meta(meta('回复期限', 'answer by', 'date')),
  }),
  instruct: z.object({
    opinion: reason.meta(meta('意见', 'opinion', 'long-text')),
    to: choice(addressed, '送达', 'addressed to').default('unit'),
  }),
  answerSupervision: z.object({
    supervisionId: uuid().optional(),
    answer: reason.meta(meta('答复', 'answer', 'long-text')),
    photoIds,
  }),
  urge: z.object({ note }),
  appeal: z.object({ grounds: reason, photoIds }),
  reviewAppeal: z.object({ supported: z.boolean().meta(meta('支持申诉', 'supported', 'flag')), reason }),
  decideAppeal: z.object({ granted: z.boolean().meta(meta('准予免责', 'granted', 'flag')), reason }),
  recordReturnVisit: z.object({
    reached: z.boolean().meta(meta('已联系到诉求人', 'caller reached', 'flag')),
    solvedScore: z
      .int()
      .min(1)
      .max(5)
      .nullable()
      .default(null)
      .meta(meta('解决评分', 'score: solved', 'number')),
    serviceScore: z
      .int()
      .min(1)
      .max(5)
      .nullable()
      .default(null)
      .meta(meta('服务评分', 'score: service', 'number')),
    note,
    /** Opens a new case linked to this one. */
    reopen: z
      .boolean()
      .default(false)
      .meta(meta('重新立项（新建关联案件）', 'open a new linked case', 'flag')),
  }),
  billOwner: z.object({
    amountYuan: z
      .number()
      .positive()
      .max(100_000_000)
      .meta(meta('金额（元）', 'amount (yuan)', 'number')),
    note,
  }),
} as const satisfies Record<CaseActionName, z.ZodObject>

export type ActionInput<A extends CaseActionName> = z.output<(typeof actionInputs)[A]>
