/** What stands around a case: the rule that names its unit, cases nearby, what happened here before, components. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { lights } from './light.ts'
import { CaseState } from './state.ts'

const nothing = z.object({})
const NamedUnit = z.object({ id: z.string(), name: z.string() })

/** How far around a case its open neighbours are looked for. */
export const neighbourMetres = 200
/** What lies nearer than this is the same spot. */
export const sameSpotMetres = 30

/** Another case near this one. */
export const NeighbourCase = z.object({
  id: z.uuid(),
  reportNumber: z.string(),
  number: z.string().nullable(),
  state: CaseState,
  className: z.string().nullable(),
  description: z.string(),
  address: z.string(),
  point: z.tuple([z.number(), z.number()]).nullable(),
  light: z.enum(lights),
  reportedAt: z.string(),
  distanceMetres: z.int().nullable(),
  /** From 0 to 1: how likely it speaks of the same thing, and what says so. */
  likeness: z.number(),
  reasons: z.array(z.string()),
})
export type NeighbourCase = z.infer<typeof NeighbourCase>

export const Surroundings = z.object({
  /** The row of the responsibility matrix that decides, as of the dispatch or, before it, of now. */
  rule: z
    .object({
      basis: z.string(),
      lead: NamedUnit,
      assist: z.array(NamedUnit),
      areaName: z.string().nullable(),
      classCode: z.string().nullable(),
      onDate: z.string(),
      /** Whether the case is with the unit that the rule names; null while it is with nobody. */
      isFollowed: z.boolean().nullable(),
    })
    .nullable(),
  /** Open cases within reach, the likeliest duplicates first. */
  neighbours: z.array(NeighbourCase),
  /** Cases of the same class on the same component or spot within a year, ended ones, newest first. */
  earlier: z.array(NeighbourCase),
  /** Components on the spot, nearest first; the one of the case stands first. */
  components: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      className: z.string().nullable(),
      distanceMetres: z.int(),
      position: z.tuple([z.number(), z.number()]),
      isOfCase: z.boolean(),
    }),
  ),
})
export type Surroundings = z.infer<typeof Surroundings>

export const showSurroundingsEndpoint = endpoint({
  method: 'GET',
  path: '/api/cases/:id/surroundings',
  summary:
    'The rule behind the responsible unit, neighbours and likely duplicates, earlier cases, components',
  permission: 'case.read',
  scope: 'Cases one may see, and of their neighbours those one may see.',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: nothing,
  reply: Surroundings,
  problems: ['case.unknown'],
})
