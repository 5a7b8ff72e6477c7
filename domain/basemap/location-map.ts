/**
 * A small map of one place for paper, with what has to be said beside it. The picture never travels without its facts: whose
 * base map lies under it and its review number (审图号), or why there is none, and whether its borders are invented.
 */
import { z } from 'zod'

/** Pixels of the picture: 170 mm of paper at 180 dots an inch. */
export const locationMapSize = { width: 1200, height: 750 } as const

/** Metres of ground from the left edge to the right one. */
export const locationMapMetres = 800

/** Why no base map lies under the picture. */
export const whyNoBaseMap = [
  'own-ground',
  'withheld',
  'vector',
  'coarse',
  'empty',
  'unreachable',
  'refused',
  'broken',
  'late',
] as const
export type WhyNoBaseMap = (typeof whyNoBaseMap)[number]

const BaseMapOfPicture = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('laid'),
    name: z.string(),
    attribution: z.string(),
    reviewNumber: z.string().nullable(),
    noReviewReason: z.string().nullable(),
    isPartial: z.boolean().meta({ description: 'Whether some of its tiles do not exist' }),
  }),
  z.object({
    kind: z.literal('none'),
    why: z.enum(whyNoBaseMap),
    name: z.string().nullable().meta({ description: 'The base map that could not be laid' }),
  }),
])

/** What the picture shows, for the words beside it. */
export const LocationMapFacts = z.object({
  baseMap: BaseMapOfPicture,
  hasCell: z.boolean().meta({ description: '单元网格 whether the cell of the place is drawn' }),
  hasCommunity: z.boolean().meta({ description: '社区 whether the community of the place is drawn' }),
  hasBorders: z.boolean().meta({ description: 'Whether any border of the county is in the picture' }),
  streets: z.array(z.object({ mark: z.int(), name: z.string() })).meta({
    description: 'Names of streets by the number drawn on them; none over a base map, which has its own',
  }),
  areBordersSynthetic: z.boolean().meta({ description: 'Whether borders are invented for demonstration' }),
  areStreetsSynthetic: z.boolean(),
})
export type LocationMapFacts = z.infer<typeof LocationMapFacts>

/** The map as it is sent. */
export const LocationMap = LocationMapFacts.extend({
  picture: z.base64().meta({ description: 'PNG' }),
  width: z.int(),
  height: z.int(),
})
export type LocationMap = z.infer<typeof LocationMap>
