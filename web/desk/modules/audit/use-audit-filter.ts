/** The filter of the page of the audit, kept in the address; what the address holds and no filter takes counts as not set. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { AuditFilter } from '#domain/audit/audit-filter.ts'

const names = ['from', 'to', 'person', 'topic', 'command', 'subject', 'result', 'address'] as const
export type FilterName = (typeof names)[number] | 'actors'

/** The fields as texts, the filter that is asked with, and a way to change some fields at once. */
export function useAuditFilter() {
  const route = useRoute()
  const router = useRouter()
  const textOf = (name: FilterName): string => {
    const value = route.query[name]
    return typeof value === 'string' ? value : ''
  }
  const fields = computed(() => ({
    ...(Object.fromEntries(names.map((it) => [it, textOf(it)])) as Record<(typeof names)[number], string>),
    actors: textOf('actors') || 'people',
  }))
  const filter = computed((): AuditFilter => {
    const { actors, ...texts } = fields.value
    const set = { ...texts, ...(actors === 'all' ? {} : { actors }) }
    return Object.fromEntries(
      Object.entries(set).filter(
        ([name, value]) => value && AuditFilter.shape[name as FilterName].safeParse(value).success,
      ),
    )
  })
  /** Another filter begins at the newest line. */
  const change = (changes: Partial<Record<FilterName, string>>): void => {
    const query = Object.fromEntries(
      Object.entries({ ...route.query, ...changes, after: '', line: '' }).filter(
        ([name, value]) => value !== '' && !(name === 'actors' && value === 'people'),
      ),
    )
    void router.replace({ query })
  }
  const clear = (): void => void router.replace({ query: {} })
  const isSet = computed(
    () => names.some((it) => fields.value[it] !== '') || fields.value.actors !== 'people',
  )
  return { fields, filter, change, clear, isSet }
}
