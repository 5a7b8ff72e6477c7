/**
 * A responsibility grid (责任网格): a named, dated set of whole unit grids that somebody looks after. Each layer divides the
 * county in its own way; one cell may lie in a grid of every layer.
 */
import { z } from 'zod'

/** The layers a county starts with; a county may add its own. */
export const responsibilityLayers = [
  { layer: 'collection', zh: '信息采集', en: 'Collection' },
  { layer: 'cleaning', zh: '环卫保洁', en: 'Cleaning lots' },
  { layer: 'enforcement', zh: '综合执法', en: 'Enforcement' },
  { layer: 'safety', zh: '安全生产', en: 'Safety production' },
  { layer: 'town', zh: '镇（街道）责任区', en: 'Town zones' },
  { layer: 'community', zh: '社区（村）责任区', en: 'Community zones' },
] as const

/** Somebody who looks after a grid, as posted in public. */
export const StaffMember = z.object({
  name: z.string().min(1).max(50),
  role: z.string().min(1).max(50),
  phone: z.string().max(30).optional(),
  /** The account, where the person has one. */
  personId: z.uuid().optional(),
})
export type StaffMember = z.infer<typeof StaffMember>

/** Who is responsible for a place, on one layer. */
export const Responsibility = z.object({
  layer: z.string(),
  code: z.string(),
  name: z.string(),
  organisationId: z.uuid().optional(),
  staff: z.array(StaffMember),
})
export type Responsibility = z.infer<typeof Responsibility>
