/** Base maps on the desk: which are offered, and which one this person looks at; the choice follows them to another PC. */
import { computed } from 'vue'
import { chooseBaseMap, ownBaseMapId, tilePathOf } from '#domain/basemap/base-map.ts'
import { listBaseMapsEndpoint } from '#domain/basemap/contract.ts'
import { useEndpoint } from '#kit/call/use-endpoint.ts'
import type { MapBase } from '#kit/map/map-layer.ts'
import { usePreference } from './preferences.ts'

const understand = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The props of a map and what to do when another base map is chosen on it. */
export function useBaseMaps() {
  const { data } = useEndpoint(listBaseMapsEndpoint, {}, { staleMilliseconds: 300_000 })
  const preferred = usePreference('map.base', '', understand)
  const bases = computed((): MapBase[] =>
    (data.value?.baseMaps ?? []).map((it) => ({ ...it, url: tilePathOf(it) })),
  )
  const defaultBaseId = computed(() => data.value?.defaultId ?? ownBaseMapId)
  const base = computed(() => chooseBaseMap(bases.value, preferred.value, defaultBaseId.value))
  return {
    bound: computed(() => ({ base: base.value, bases: bases.value, defaultBaseId: defaultBaseId.value })),
    base,
    choose: (id: string): void => {
      preferred.value = id
    },
  }
}
