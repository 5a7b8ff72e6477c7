/**
 * A report: what somebody told the centre, and who. It leads to exactly one case; a merged case hands its reports to
 * the leading one. Names and telephone numbers live here and nowhere else, and leave masked.
 */
import { z } from 'zod'
import { type Source, sources } from '../cases/source.ts'
import { PhoneNumber } from '../personal-data.ts'

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
  phone: PhoneNumber.nullable().default(null),
  /** The caller asks that nobody learns who reported. */
  isConfidential: z.boolean().default(false),
  wantsReply: z.boolean().default(true),
})
export type Caller = z.infer<typeof Caller>

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
  /** Numbers of people in description or address are masked too. */
  hasMaskedWords: z.boolean(),
  isConfidential: z.boolean(),
  wantsReply: z.boolean(),
  followsMerged: z.boolean(),
})
export type ReportView = z.infer<typeof ReportView>
