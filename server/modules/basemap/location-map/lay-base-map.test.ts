import { expect, it } from 'vitest'
import type { KeptBaseMap } from '../queries/find-base-maps.ts'
import { frameAround } from './frame.ts'
import { layBaseMap } from './lay-base-map.ts'

const map: KeptBaseMap = {
  id: '00000000-0000-7000-8000-000000000001',
  name: '慢图',
  source: { kind: 'xyz', template: 'http://map.test/{z}/{x}/{y}', subdomains: '' },
  datum: 'cgcs2000',
  minZoom: 0,
  maxZoom: 18,
  opacity: 1,
  isGrey: false,
  attribution: '',
  reviewNumber: null,
  noReviewReason: null,
  visibleTo: [],
  version: 1,
  key: null,
  endedAt: null,
  file: null,
}
const frame = frameAround([103, 25])

it('does not wait for a service that never answers', async () => {
  const source = { getTile: () => new Promise<undefined>(() => undefined) }
  expect(await layBaseMap(source, map, frame, 20)).toEqual({ why: 'late' })
})

it('hides no fault of the program behind a word of the service', async () => {
  const source = { getTile: () => Promise.reject(new TypeError('a bug')) }
  await expect(layBaseMap(source, map, frame, 1000)).rejects.toThrow('a bug')
})

it('asks for the tiles under the frame and no others, whichever zooms there are', async () => {
  for (const [minZoom, maxZoom, z] of [
    [0, 18, 17],
    [0, 15, 15],
    [18, 19, 18],
  ] as const) {
    const asked: string[] = []
    const source = {
      getTile: async (_map: unknown, tile: { z: number; x: number; y: number }) => {
        asked.push(`${tile.z}/${tile.x}/${tile.y}`)
        return undefined
      },
    }
    expect(await layBaseMap(source, { ...map, minZoom, maxZoom }, frame, 1000)).toEqual({ why: 'empty' })
    // 800 × 500 m of ground, a tile's side, and one more where the frame lies across.
    const side = (40_075_017 * Math.cos((25 * Math.PI) / 180)) / 2 ** z
    expect(asked.length).toBeGreaterThanOrEqual(Math.ceil(800 / side) * Math.ceil(500 / side))
    expect(asked.length).toBeLessThanOrEqual((Math.ceil(800 / side) + 1) * (Math.ceil(500 / side) + 1))
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked.every((it) => it.startsWith(`${z}/`))).toBe(true)
  }
})
