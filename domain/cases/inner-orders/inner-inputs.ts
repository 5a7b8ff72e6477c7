/** What each step of an inner order asks for; the same schemas check the request and draw the form. */
import { z } from 'zod'
import { Limit } from '../../catalogue/limit.ts'
import { note, reason, meta as shared, somePhotoIds, uuid } from '../input-parts.ts'
import type { InnerActionName } from './inner-life-cycle.ts'

type Widget = 'long-text' | 'photos' | 'limit' | 'inner-unit'
const meta = (zh: string, en: string, widget: Widget) => shared(zh, en, widget)

const part = z.string().trim().min(2).max(500)
const ownLimit = Limit.nullable()
  .default(null)
  .meta(meta('内部时限（不填则随案件时限）', 'inner limit (none: due with the case)', 'limit'))

/** The parts of a split: each to another unit, with what it has to do and, if wanted, a limit of its own. */
export const InnerParts = z
  .array(z.object({ unitId: uuid(), part, limit: Limit.nullable().default(null) }))
  .min(1)
  .max(20)

export const innerInputs = {
  start: z.object({ note }),
  report: z.object({
    result: z
      .string()
      .trim()
      .min(2)
      .max(1000)
      .meta(meta('办理情况', 'what was done', 'long-text')),
    photoIds: somePhotoIds,
  }),
  accept: z.object({ note }),
  sendBack: z.object({ reason }),
  extend: z.object({ limit: Limit.meta(meta('再加时限', 'limit to add', 'limit')), reason }),
  reissue: z.object({
    unitId: uuid().meta(meta('改派单位', 'unit', 'inner-unit')),
    /** Left out, the part stays as it was described. */
    part: part.optional().meta(meta('承办内容（不填则不变）', 'part (none: as it was)', 'long-text')),
    limit: ownLimit,
    reason,
  }),
  recall: z.object({ reason }),
} as const satisfies Record<InnerActionName, z.ZodObject>
