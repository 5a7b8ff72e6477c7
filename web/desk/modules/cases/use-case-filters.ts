/** The filter of a list of cases; it stands in the address, so that it can be sent, bookmarked and gone back to. */
import { type ComputedRef, computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { CaseFilter } from '#domain/cases/contract.ts'
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
  'text',
  'reportedFrom',
  'reportedTo',
  'filedFrom',
  'filedTo',
  'within',
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
  const clear = (): void => {
    void router.replace({ query: {} })
  }
  return {
    query,
    isNarrowed,
    clear,
    state: useQueryState('state'),
    light: useQueryState('light'),
    text: useQueryState('text'),
    unitId: useQueryState('unitId'),
    source: useQueryState('source'),
    sort: useQueryState('sort', 'due'),
  }
}
