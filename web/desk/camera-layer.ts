/** Cameras as a map draws them: a mark each, and the field of view of those whose direction is known. */
import type { CameraView } from '#domain/cameras/contract.ts'
import type { MapLayer, MapPoint } from '#kit/map/map-layer.ts'

/** The marks; a camera that is out of order is grey. */
export const toCameraPoints = (cameras: readonly CameraView[]): MapPoint[] =>
  cameras.map((it) => ({
    id: it.id,
    position: it.point,
    // Names would hide the cases; the list beside the map says them.
    text: '',
    tone: it.state === 'in-service' ? 'main' : 'faint',
  }))

/** The fields of view. */
export const toCameraWedges = (cameras: readonly CameraView[]): MapLayer => ({
  id: 'camera-wedges',
  look: 'drawn',
  fromZoom: 13,
  data: {
    type: 'FeatureCollection',
    features: cameras.flatMap(({ wedge }) =>
      wedge
        ? [
            {
              type: 'Feature' as const,
              properties: {},
              geometry: { type: 'Polygon' as const, coordinates: [wedge] },
            },
          ]
        : [],
    ),
  },
})
