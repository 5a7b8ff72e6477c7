/** Organisations: the centre, bureaus, towns, companies, contractors; also the units that the city ranks. */
import { z } from 'zod'

export const organisationKinds = [
  'centre',
  'bureau',
  'town',
  'company',
  'contractor',
  'squad',
  'community',
  'ranked-unit',
  'collection-team',
  'other',
] as const

export const Organisation = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(100),
  shortName: z.string().max(30).nullable(),
  kind: z.enum(organisationKinds),
  /** 统一社会信用代码, GB 32100-2015: 18 characters; null where it is not known. */
  creditCode: z.string().nullable(),
  /** The code under which an imported data set knows it; unique in its county. */
  externalCode: z.string().nullable(),
  parentId: z.uuid().nullable(),
  /** Areas it is responsible for by default, as area codes. */
  areaCodes: z.array(z.string()),
  /** Other names met in imports. */
  aliases: z.array(z.string()),
  isDemonstration: z.boolean(),
  /** When it ended; its name goes on standing in what it did, and nothing new is given to it. */
  endedAt: z.string().nullable().optional(),
})
export type Organisation = z.infer<typeof Organisation>
