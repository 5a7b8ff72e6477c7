/** What the map page shows, all of it in the address: where one looks, layers, filters, time and drawing. */
import { computed } from 'vue'
import { CaseMapFilter, Ring } from '#domain/cases/map-contract.ts'
import type { MapCamera, Position } from '#kit/map/map-layer.ts'
import { useQueryState } from '#kit/use-query-state.ts'

/** Layers that can be switched; those on at first. */
export const mapLayers = [
  'cases',
  'components',
  'cameras',
  'responsibilities',
  'towns',
  'communities',
  'cells',
  'streets',
  'landmarks',
] as const
export type SwitchedLayer = (typeof mapLayers)[number]
const atFirst = 'cases,towns,communities,streets,landmarks'

/** How many days back; empty is all of it. */
export const mapSpans = ['', '1', '7', '30'] as const
const day = 86_400_000

/** Corners as the address and the server write them. */
export const writeRing = (ring: readonly Position[]): string =>
  ring.map((it) => `${it[0].toFixed(6)},${it[1].toFixed(6)}`).join(' ')

/** The corners of a ring from the address. */
export const readRing = (text: string): Position[] =>
  text.split(' ').map((it): Position => {
    const [lng = 0, lat = 0] = it.split(',').map(Number)
    return [lng, lat]
  })

function readCamera(text: string): MapCamera | undefined {
  const [lng, lat, zoom] = text.split(',').map(Number)
  const isWhole = [lng, lat, zoom].every((it) => Number.isFinite(it))
  return isWhole ? { at: [lng ?? 0, lat ?? 0], zoom: zoom ?? 0 } : undefined
}

/** Gives the state of the page. */
export function useMapState() {
  const at = useQueryState('at')
  const layers = useQueryState('layers', atFirst)
  const [light, state, source, unitId, classCode, span, from, to] = [
    useQueryState('light'),
    useQueryState('state'),
    useQueryState('source'),
    useQueryState('unitId'),
    useQueryState('classCode'),
    useQueryState('span'),
    useQueryState('from'),
    useQueryState('to'),
  ]
  const within = useQueryState('within')
  const component = useQueryState('component')
  const shown = computed(() => new Set(layers.value.split(',')))
  const toggle = (layer: SwitchedLayer): void => {
    const kept = mapLayers.filter((it) => (it === layer ? !shown.value.has(it) : shown.value.has(it)))
    layers.value = kept.join(',') || 'none'
  }
  // Rounded to the hour, so that the address of a tile does not change with every look.
  const spanStart = (days: number): string =>
    new Date(Math.floor((Date.now() - days * day) / 3_600_000) * 3_600_000).toISOString()
  const time = computed(() => {
    if (span.value) return { reportedFrom: spanStart(Number(span.value)) }
    return {
      ...(from.value ? { reportedFrom: `${from.value}T00:00:00+08:00` } : {}),
      ...(to.value
        ? { reportedTo: new Date(Date.parse(`${to.value}T00:00:00+08:00`) + day).toISOString() }
        : {}),
    }
  })
  const filter = computed((): Partial<CaseMapFilter> => {
    const asked = {
      light: light.value,
      state: state.value,
      source: source.value,
      unitId: unitId.value,
      classCode: classCode.value,
      ...time.value,
    }
    const given = Object.entries(asked).filter(([, value]) => value !== '')
    // What an address holds that is no filter is ignored.
    return Object.fromEntries(
      given.filter(
        ([name, value]) => CaseMapFilter.shape[name as keyof CaseMapFilter].safeParse(value).success,
      ),
    )
  })
  const ring = computed(() => (Ring.safeParse(within.value).success ? within.value : ''))
  return {
    at,
    camera: readCamera(at.value),
    shown,
    toggle,
    light,
    state,
    source,
    unitId,
    classCode,
    span,
    from,
    to,
    within,
    ring,
    component,
    filter,
  }
}
