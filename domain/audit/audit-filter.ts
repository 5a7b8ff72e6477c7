/** What an auditor may look for among the lines of the audit, and how a page of them is asked for. */
import { z } from 'zod'
import { auditTopics } from './command-words.ts'

/** Whether an act was done, or somebody was refused. */
export const auditResults = ['done', 'refused'] as const
/** Acts of people (and other systems), or what the house does by itself. */
export const auditActors = ['people', 'house'] as const

/** A day that a line may be of. */
export const AuditDay = z.iso
  .date()
  .refine((it) => it >= '2000-01-01' && it < '3000-01-01', '应在 2000 年之后 must be after the year 2000')

/** Acts at the door, done by the house before somebody is known; the line is about whoever wants to come in. */
export const doorCommands = ['session.open', 'session.refuse', 'session.challenge']

export const AuditFilter = z.object({
  from: AuditDay.optional().meta({ description: '起始日（含） first day' }),
  to: AuditDay.optional().meta({ description: '截止日（含） last day' }),
  person: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .meta({ description: '姓名、用户名或编号 name, user name or id of who did it' }),
  actors: z.enum(auditActors).optional(),
  topic: z.enum(auditTopics).optional(),
  command: z
    .string()
    .regex(/^[a-z-]{1,40}\.[a-z-]{1,40}$/)
    .optional(),
  subject: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .meta({ description: '对象编号、案卷号或上报号 id of the thing, number of a case or report' }),
  result: z.enum(auditResults).optional(),
  address: z
    .string()
    .trim()
    .regex(/^[\da-fA-F.:]{1,45}$/)
    .optional()
    .meta({ description: '网络地址 network address of a sign-in or a refusal' }),
})
export type AuditFilter = z.infer<typeof AuditFilter>

/** Where the next page begins: below this instant, in microseconds since 1970, and this number. */
export const auditCursor = /^\d{1,16}_\d{1,15}$/

/** Lines of a page. */
export const linesPerPage = 100
