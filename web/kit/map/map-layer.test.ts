import type { FeatureCollection } from 'geojson'
import { describe, expect, it } from 'vitest'
import { boundsAround, boundsOf } from './map-layer.ts'

const square: FeatureCollection = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [103, 25],
            [103.2, 25],
            [103.2, 25.1],
            [103, 25.1],
            [103, 25],
          ],
        ],
      },
    },
    { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [102.9, 25.3] } },
  ],
}

describe('the extent of a map', () => {
  it('holds every position of every feature', () => {
    expect(boundsOf([square])).toEqual([102.9, 25, 103.2, 25.3])
  })
  it('is absent when there is nothing to show', () => {
    expect(boundsOf([{ type: 'FeatureCollection', features: [] }])).toBeUndefined()
    expect(boundsAround([], 0.01)).toBeUndefined()
  })
  it('is wider than a single point', () => {
    expect(boundsAround([[103, 25]], 0.5)).toEqual([102.5, 24.5, 103.5, 25.5])
  })
})
