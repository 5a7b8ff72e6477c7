/**
 * A running clock of a case: the limit as it was when it started, and the marks that moved it since. Nothing that
 * follows from them is kept, so a clock can always be worked out again; only a stop keeps what it found, because no
 * later change of a calendar may reach it. Choices where the trade is silent: `docs/adr/0005-clocks.md`.
 */
import { z } from 'zod'
import { Limit } from '#domain/catalogue/limit.ts'
import type { Sentence } from '#domain/problem.ts'

/** The clocks of the life cycle; a city may name others. */
export const clockNames = {
  accept: { zh: '受理时限', en: 'accept clock' },
  verify: { zh: '核实时限', en: 'verification clock' },
  file: { zh: '立案时限', en: 'filing clock' },
  dispatch: { zh: '派遣时限', en: 'dispatch clock' },
  dispose: { zh: '处置时限', en: 'disposal clock' },
  issue_check: { zh: '发核查时限', en: 'check issuing clock' },
  check: { zh: '核查时限', en: 'check clock' },
  close: { zh: '结案时限', en: 'closing clock' },
  supervise: { zh: '督办时限', en: 'supervision clock' },
  inner: { zh: '内部时限', en: 'inner clock' },
} as const satisfies Record<string, Sentence>

/** The label of a clock; a city's own name stands for itself. */
export const clockLabel = (name: string): Sentence =>
  Object.hasOwn(clockNames, name) ? clockNames[name as keyof typeof clockNames] : { zh: name, en: name }

/** Why a mark was made, as codes; any other reason is written out in both languages. */
export const clockReasons = {
  verification: { zh: '核实任务进行中', en: 'verification under way' },
  'return-requested': { zh: '申请回退', en: 'return requested' },
  'return-refused': { zh: '回退被驳回', en: 'return refused' },
  suspension: { zh: '挂账', en: 'suspended' },
  'suspension-over': { zh: '挂账结束', en: 'suspension over' },
  extension: { zh: '同意延期', en: 'extension granted' },
  'same-unit': { zh: '派回原单位', en: 'dispatched to the same unit again' },
  'other-unit': { zh: '改派其他单位', en: 'dispatched to another unit' },
  recalled: { zh: '撤回派遣', en: 'dispatch recalled' },
  rework: { zh: '返工', en: 'rework' },
  handled: { zh: '处置完毕', en: 'handled' },
  done: { zh: '本环节办结', en: 'stage done' },
  voided: { zh: '作废', en: 'voided' },
  'order-recalled': { zh: '撤回工单', en: 'order recalled' },
  'case-rests': { zh: '案件暂停', en: 'the case rests' },
  'case-goes-on': { zh: '案件恢复', en: 'the case goes on' },
  'calendar-changed': { zh: '工作日历变更', en: 'working calendar changed' },
  'moved-in': { zh: '自旧系统切换时刻起计', en: 'from the cut-over of the old system' },
  'carried-over': {
    zh: '旧系统移交，按剩余时限折算起点',
    en: 'carried over from the old system, start reckoned from the time left',
  },
} as const satisfies Record<string, Sentence>

/** A reason: one of the codes, or words of one's own. */
export const ClockReason = z.union([
  z.enum(Object.keys(clockReasons) as [keyof typeof clockReasons]),
  z.object({ zh: z.string().min(1), en: z.string().min(1) }),
])
export type ClockReason = z.infer<typeof ClockReason>

/** A reason in words. */
export const reasonSentence = (reason: ClockReason): Sentence =>
  typeof reason === 'string' ? clockReasons[reason] : reason

const Instant = z.iso.datetime()

/** What a clock had come to when it stopped; final, whatever becomes of the calendar. */
export const ClockSettlement = z.object({
  dueAt: Instant.describe('the deadline as it stood; of a paused clock: had it been resumed at the stop'),
  calendarPublished: z.boolean(),
  usedMs: z.number().nonnegative(),
  limitMs: z.number().positive(),
})
export type ClockSettlement = z.infer<typeof ClockSettlement>

/** One thing that happened to a clock. */
export const ClockMark = z.object({
  at: Instant,
  kind: z.enum(['start', 'pause', 'resume', 'restart', 'extend', 'stop', 'recompute']),
  limit: Limit.optional().describe('extend: what is added; restart: the limit from here on'),
  reason: ClockReason.optional(),
  settled: ClockSettlement.optional().describe('stop only'),
})
export type ClockMark = z.infer<typeof ClockMark>

/** What a work day of a limit means: eight office hours, or the end of the n-th working day after the start. */
export const WorkDayMeaning = z.enum(['8h', 'end-of-day'])
export type WorkDayMeaning = z.infer<typeof WorkDayMeaning>

/** A clock, plain data. */
export const Clock = z.object({
  name: z.string().min(1),
  limit: Limit.describe('as the catalogue said at the start; never read from there again'),
  workDayMeans: WorkDayMeaning,
  calendarId: z.string().min(1),
  marks: z
    .array(ClockMark)
    .min(1)
    .refine((marks) => marks.every(({ kind }, i) => (kind === 'start') === (i === 0)), {
      message: 'the marks of a clock begin with its only start',
    })
    .refine(
      (marks) => marks.every(({ at }, i) => i === 0 || Date.parse(at) >= Date.parse(marks[i - 1]?.at ?? '')),
      {
        message: 'the marks of a clock stand in the order of time',
      },
    ),
})
export type Clock = z.infer<typeof Clock>

/** How a clock stands after its last mark. */
export type ClockState = 'running' | 'paused' | 'stopped'

/** Whether a clock runs, waits or has ended. */
export function stateOf(clock: Pick<Clock, 'marks'>): ClockState {
  const last = clock.marks.findLast(({ kind }) => kind !== 'extend' && kind !== 'recompute')?.kind
  if (last === 'pause') return 'paused'
  return last === 'stop' ? 'stopped' : 'running'
}

/** The limit that extensions repeat: that of the last restart, or the first. */
export const limitInForce = (clock: Clock): Limit =>
  clock.marks.findLast(({ kind }) => kind === 'restart')?.limit ?? clock.limit

/** What a stopped clock had come to; nothing while it may still run. */
export const settlementOf = (clock: Clock): ClockSettlement | undefined =>
  stateOf(clock) === 'stopped' ? clock.marks.findLast(({ kind }) => kind === 'stop')?.settled : undefined
