/**
 * A saved filter: a list of cases under a name, one's own or shared with colleagues of the same post and organisation.
 * It holds conditions only; what it shows is what the reader may see.
 */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { defineProblem } from '../problem.ts'
import { CaseFilter } from './contract.ts'

const nothing = z.object({})
const filterId = z.object({ id: z.uuid().toLowerCase() })

/** The conditions that can be saved; where a page begins is none. */
export const savedConditions = CaseFilter.omit({ queue: true, after: true, limit: true, ids: true })
const conditionNames = Object.keys(savedConditions.shape) as [keyof typeof savedConditions.shape]

/** The longest condition is a drawing on the map. */
const mostCharacters = 12_000

/** Conditions as they stand in the address of the list. */
export const SavedQuery = z
  .partialRecord(z.enum(conditionNames), z.string().max(mostCharacters))
  .refine((it) => savedConditions.safeParse(it).success, {
    error: '其中有列表不认识的条件 holds a condition that the list does not know',
  })

export const SavedFilter = z.object({
  id: z.uuid(),
  name: z.string(),
  queue: z.enum(['mine', 'all']),
  query: SavedQuery,
  isShared: z.boolean(),
  isMine: z.boolean(),
  ownerName: z.string(),
  version: z.int(),
})
export type SavedFilter = z.infer<typeof SavedFilter>

export const listSavedFiltersEndpoint = endpoint({
  method: 'GET',
  path: '/api/case-filters',
  summary: 'Saved filters: one’s own, and those that colleagues share',
  permission: 'case.read',
  scope: 'One’s own, and shared ones of the same organisation and post.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ filters: z.array(SavedFilter) }),
})

export const saveFilterEndpoint = endpoint({
  method: 'PUT',
  path: '/api/case-filters/:id',
  summary: 'Save a filter under an id of one’s own making, or change it',
  permission: 'case.read',
  scope: 'One’s own.',
  params: filterId,
  query: nothing,
  body: z.object({
    name: z.string().trim().min(1).max(40),
    queue: z.enum(['mine', 'all']),
    query: SavedQuery,
    isShared: z.boolean().default(false),
  }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: ['case-filter.name-taken', 'case-filter.not-yours', 'case-filter.too-many'],
})

export const removeFilterEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/case-filters/:id',
  summary: 'Remove a saved filter',
  permission: 'case.read',
  scope: 'One’s own.',
  params: filterId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['case-filter.not-yours'],
})

/** More would be a list that nobody reads. */
export const mostSavedFilters = 50

export const SavedFilterProblem = {
  nameTaken: defineProblem('case-filter.name-taken', 'conflict', () => ({
    zh: '您已有同名的常用筛选，请换一个名称。',
    en: 'You have a saved filter of that name; choose another.',
  })),
  notYours: defineProblem('case-filter.not-yours', 'not-found', () => ({
    zh: '没有这个常用筛选，或它由他人保存。',
    en: 'There is no such saved filter, or somebody else saved it.',
  })),
  tooMany: defineProblem<{ most: number }>('case-filter.too-many', 'conflict', ({ most }) => ({
    zh: `常用筛选最多保存 ${most} 个，请先删除不用的。`,
    en: `At most ${most} filters can be saved; remove some first.`,
  })),
}
