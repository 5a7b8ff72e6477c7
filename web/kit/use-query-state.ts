/**
 * Filters that live in the address bar, so that a link, the back button and a reload show the same list. Values
 * equal to their default are left out of the address.
 */
import { computed, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** The filter `name` as text; assigning replaces the address without a new entry in the history. */
export function useQueryState(
  name: string,
  byDefault = '',
  resets: readonly string[] = [],
): WritableComputedRef<string> {
  const route = useRoute()
  const router = useRouter()
  return computed({
    get: () => {
      const value = route.query[name]
      return typeof value === 'string' ? value : byDefault
    },
    set: (value) => {
      const query = { ...route.query }
      for (const it of resets) delete query[it]
      if (value === byDefault || value === '') delete query[name]
      else query[name] = value
      void router.replace({ query, hash: route.hash })
    },
  })
}
