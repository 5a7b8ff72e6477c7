/** A roster line (排班): who is on which shift on a day, in which post, and on which ground. */
import { z } from 'zod'
import { Post } from '../identity/post.ts'
import { OnDate } from '../instant.ts'
import type { Stretch } from './shift.ts'

/** A line as a shift leader sets it. */
export const LineInput = z.object({
  personId: z.uuid(),
  onDate: OnDate,
  shiftId: z.uuid(),
  post: Post,
  /** A town or community; null where the responsibility grid says it, or nobody does. */
  areaCode: z
    .string()
    .regex(/^\d{6,12}$/)
    .nullable()
    .default(null),
  /** A responsibility grid of the collection layer. */
  gridCode: z.string().min(1).max(40).nullable().default(null),
})
export type LineInput = z.infer<typeof LineInput>

/** A line with its stretch of time. */
export type RosterLine = LineInput & Stretch & { readonly id: string; readonly organisationId: string }

/** What makes two lines the same: person, day and shift. */
export const keyOfLine = (it: Pick<LineInput, 'personId' | 'onDate' | 'shiftId'>): string =>
  `${it.personId} ${it.onDate} ${it.shiftId}`

/** Whether two lines of the same key say the same. */
export const isSameLine = (a: LineInput, b: LineInput): boolean =>
  keyOfLine(a) === keyOfLine(b) && a.post === b.post && a.areaCode === b.areaCode && a.gridCode === b.gridCode
