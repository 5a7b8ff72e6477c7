/** One import of places as it goes on on the server: read again every second until it is over. */
import { computed, type Ref, watch } from 'vue'
import { showPlaceImportEndpoint } from '#domain/geography/place-import-contract.ts'
import { useEndpoint } from '#kit/call/use-endpoint.ts'

const everyMilliseconds = 1000

/** Follows the import of `id`; an empty one follows none. */
export function usePlaceImport(id: Ref<string>) {
  const isAsked = computed(() => id.value !== '')
  const { data, error, refetch, dataUpdatedAt } = useEndpoint(
    showPlaceImportEndpoint,
    () => ({ params: { id: id.value } }),
    { enabled: isAsked, staleMilliseconds: 0 },
  )
  const shown = computed(() => (isAsked.value && data.value?.id === id.value ? data.value : undefined))
  watch([dataUpdatedAt, shown], (_, __, onCleanup) => {
    if (shown.value?.state !== 'running') return
    const timer = setTimeout(() => void refetch(), everyMilliseconds)
    onCleanup(() => clearTimeout(timer))
  })
  return { shown, error, isRunning: computed(() => shown.value?.state === 'running') }
}
