/**
 * A report: what somebody told the centre, and who. It leads to exactly one case; a merged case hands its reports to
 * the leading one. Names and telephone numbers live here and nowhere else, and leave masked.
 */
import { z } from 'zod'
import { type Source, sources } from '../cases/source.ts'

/** Sources that a post may register by hand; everything else comes through its own door. */
export const sourcesOfPosts: Readonly<Record<string, readonly Source[]>> = {
  collector: ['collector'],
  citizen: ['citizen_app'],
  acceptor: [
    'hotline_12345',
    'hotline_12319',
    'transfer_110',
    'media',
    'leader',
    'inspection',
    'wechat',
    'grid_worker',
    'dept_self',
  ],
}

/** The caller, as an acceptor writes it down. */
export const Caller = z.object({
  name: z.string().trim().max(50).nullable().default(null),
  phone: z
    .string()
    .trim()
    .regex(/^[\d+ -]{5,20}$/, '电话号码格式不对 not a telephone number')
    .nullable()
    .default(null),
  /** The caller asks that nobody learns who reported. */
  isConfidential: z.boolean().default(false),
  wantsReply: z.boolean().default(true),
})
export type Caller = z.infer<typeof Caller>

/** `13812345678` → `138****5678`; short numbers lose all but the last two. */
export const maskPhone = (phone: string | null): string | null =>
  phone === null
    ? null
    : phone.length >= 8
      ? `${phone.slice(0, 3)}****${phone.slice(-4)}`
      : `***${phone.slice(-2)}`

/** `李小明` → `李**`. */
export const maskName = (name: string | null): string | null =>
  name === null || name === '' ? name : `${name.slice(0, 1)}${'*'.repeat(Math.max(1, [...name].length - 1))}`

export const ReportView = z.object({
  id: z.uuid(),
  number: z.string(),
  caseId: z.uuid(),
  source: z.enum(sources),
  externalNumber: z.string().nullable(),
  receivedAt: z.string(),
  description: z.string(),
  address: z.string(),
  /** Masked; the full text is given by `unmask`, with a reason that is logged. */
  callerName: z.string().nullable(),
  callerPhone: z.string().nullable(),
  isConfidential: z.boolean(),
  wantsReply: z.boolean(),
  followsMerged: z.boolean(),
})
export type ReportView = z.infer<typeof ReportView>
