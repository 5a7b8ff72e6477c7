/** The layers of the county as a map asks for them: its borders, streets and landmarks always, the others when they are switched on. */
import { computed, ref } from 'vue'
import { getMapLayerEndpoint, type MapLayer as LayerName } from '#domain/geography/contract.ts'
import { useEndpoint } from '#kit/call/use-endpoint.ts'
import type { Bounds, MapCamera, MapLayer, MapLook } from '#kit/map/map-layer.ts'

const day = 86_400_000
/** Unit cells are about 100 m; farther out they would be a grey mass. */
const cellZoom = 13.2
const looks: readonly (Pick<MapLayer, 'label' | 'fromZoom' | 'isGround'> & {
  name: LayerName
  look: MapLook
})[] = [
  { name: 'outline', look: 'border' },
  { name: 'communities', look: 'area', label: 'name', fromZoom: 11.5 },
  { name: 'streets', look: 'line', label: 'name', isGround: true },
  { name: 'towns', look: 'area', label: 'name' },
  { name: 'landmarks', look: 'place', label: 'name', fromZoom: 12.5, isGround: true },
]

/** Every layer is there from the start, empty until it is read: adding one later would draw all the others again. */
const empty: MapLayer['data'] = { type: 'FeatureCollection', features: [] }

/** Reads the layers; `isShown` tells which are switched on. */
export function useCountyLayers(isShown: (layer: LayerName) => boolean = () => true) {
  const isNear = ref(false)
  const box = ref('')
  const read = (layer: LayerName, enabled: () => boolean = () => true) =>
    useEndpoint(
      getMapLayerEndpoint,
      () => ({ params: { layer }, query: layer === 'cells' ? { bbox: box.value } : {} }),
      { staleMilliseconds: day, enabled, keepsPrevious: layer === 'cells' },
    )
  const answers = looks.map((it) => ({ ...it, answer: read(it.name) }))
  const cells = read('cells', () => isNear.value && box.value !== '' && isShown('cells'))
  const layers = computed((): MapLayer[] => [
    ...answers.map(
      ({ name, look, label, fromZoom, isGround, answer }): MapLayer => ({
        id: name,
        look,
        data: (isShown(name) && (answer.data.value as MapLayer['data'] | undefined)) || empty,
        ...(label ? { label } : {}),
        ...(fromZoom ? { fromZoom } : {}),
        ...(isGround ? { isGround } : {}),
      }),
    ),
    {
      id: 'cells',
      look: 'cell',
      data: (isShown('cells') && (cells.data.value as MapLayer['data'] | undefined)) || empty,
      fromZoom: cellZoom,
    },
  ])
  return {
    layers,
    isLoading: computed(() =>
      answers.some(({ answer }) => answer.data.value === undefined && !answer.error.value),
    ),
    isFailed: computed(() => answers.every(({ answer }) => answer.error.value && !answer.data.value)),
    isSynthetic: computed(() => answers.some(({ answer }) => answer.data.value?.synthetic)),
    onMove: (bounds: Bounds, camera: MapCamera): void => {
      isNear.value = camera.zoom >= cellZoom
      if (isNear.value) box.value = bounds.map((it) => it.toFixed(3)).join(',')
    },
  }
}
