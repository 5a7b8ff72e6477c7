/** The filter of a list of cases; it stands in the address, so that it can be sent, bookmarked and gone back to. */
import { type ComputedRef, computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { CaseFilter } from '#domain/cases/contract.ts'
import type { SavedFilter } from '#domain/cases/saved-filter.ts'
import { useQueryState } from '#kit/use-query-state.ts'

type Query = Partial<CaseFilter>

/** Names of the address that narrow a list. */
const names = [
  'state',
  'light',
  'unitId',
  'areaCode',
  'classCode',
  'source',
  'level',
  'holder',
  'text',
  'reportedFrom',
  'reportedTo',
  'filedFrom',
  'filedTo',
  'within',
  'figure',
  'onDate',
  'kind',
  'taskHolderId',
] as const

/** The parts of the filter, and the query they make; what an address holds that is no filter is ignored. */
export function useCaseFilters(queue: () => 'mine' | 'all') {
  const route = useRoute()
  const router = useRouter()
  const query: ComputedRef<Query> = computed(() => {
    const asked = Object.fromEntries(
      [...names, 'sort'].flatMap((name) => {
        const value = route.query[name]
        if (typeof value !== 'string' || value === '') return []
        const shape = CaseFilter.shape[name as keyof typeof CaseFilter.shape]
        return shape.safeParse(value).success ? [[name, value]] : []
      }),
    )
    return { ...asked, queue: queue() }
  })
  const isNarrowed = computed(() => names.some((it) => route.query[it] !== undefined))
  /** The conditions as they stand in the address: what a saved filter keeps and a file is made of. */
  const conditions = computed((): SavedFilter['query'] => {
    const { queue: _, ...rest } = query.value
    return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, String(value)]))
  })
  const keep = (): Record<string, string> =>
    typeof route.query['view'] === 'string' ? { view: route.query['view'] } : {}
  const clear = (): void => {
    void router.replace({ query: keep() })
  }
  /** Shows a saved filter. */
  const apply = (it: Pick<SavedFilter, 'queue' | 'query'>): void => {
    void router.push({ path: it.queue === 'mine' ? '/queue' : '/cases', query: { ...keep(), ...it.query } })
  }
  return {
    query,
    isNarrowed,
    conditions,
    clear,
    apply,
    state: useQueryState('state'),
    light: useQueryState('light'),
    text: useQueryState('text'),
    unitId: useQueryState('unitId'),
    source: useQueryState('source'),
    level: useQueryState('level'),
    holder: useQueryState('holder'),
    within: useQueryState('within'),
    reportedFrom: useQueryState('reportedFrom'),
    reportedTo: useQueryState('reportedTo'),
    sort: useQueryState('sort', 'due'),
  }
}
