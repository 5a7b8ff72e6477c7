/** Leave (请假) and substitutes (顶班): who is away from when to when and why, and who stands in. */
import { z } from 'zod'
import { Instant } from '../instant.ts'

export const leaveKinds = [
  'annual',
  'sick',
  'personal',
  'marriage',
  'maternity',
  'bereavement',
  'rest',
  'training',
  'other',
] as const
export const LeaveKind = z.enum(leaveKinds).meta({ description: '请假类别 kind of leave' })
export type LeaveKind = z.infer<typeof LeaveKind>

/** What each kind of leave is called. */
export const leaveKindNames: Readonly<Record<LeaveKind, { zh: string; en: string }>> = {
  annual: { zh: '年休', en: 'annual leave' },
  sick: { zh: '病假', en: 'sick leave' },
  personal: { zh: '事假', en: 'personal leave' },
  marriage: { zh: '婚假', en: 'marriage leave' },
  maternity: { zh: '产假', en: 'maternity leave' },
  bereavement: { zh: '丧假', en: 'bereavement leave' },
  rest: { zh: '调休', en: 'time off in lieu' },
  training: { zh: '培训', en: 'training' },
  other: { zh: '其他', en: 'other' },
}

const period = { from: Instant, to: Instant }
const isForward = (it: { from: string; to: string }): boolean => it.from < it.to
const backward = { error: '结束须晚于开始 the end must come after the beginning', path: ['to'] }

/** Leave as it is granted. */
export const LeaveInput = z
  .object({
    personId: z.uuid(),
    kind: LeaveKind,
    ...period,
    /** Personal: shown to nobody but those who make the roster. */
    reason: z.string().trim().max(200).default(''),
    /** Who approved it; without it, whoever enters it. */
    approvedById: z.uuid().nullable().default(null),
  })
  .refine(isForward, backward)
export type LeaveInput = z.infer<typeof LeaveInput>

/** A substitution as it is set. */
export const SubstitutionInput = z
  .object({
    personId: z.uuid(),
    substituteId: z.uuid(),
    ...period,
    reason: z.string().trim().max(200).default(''),
  })
  .refine(isForward, backward)
  .refine((it) => it.personId !== it.substituteId, {
    error: '不能由本人顶班 nobody stands in for themselves',
    path: ['substituteId'],
  })
export type SubstitutionInput = z.infer<typeof SubstitutionInput>
