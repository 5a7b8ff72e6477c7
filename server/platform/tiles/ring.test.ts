import { expect, it } from 'vitest'
import { createRing } from './ring.ts'
import { worldX, worldY } from './world.ts'

it('has edges that are straight in degrees, as the database draws them', () => {
  // Halfway along the slanted edge; a line straight on the Mercator map runs 0.00017 degrees beside it.
  const { holds } = createRing('102.6,24.9 103.3,24.9 103.1,25.7')
  const [lng, lat] = [103.2, 25.3]
  expect(holds(worldX(lng - 0.00002), worldY(lat))).toBe(true)
  expect(holds(worldX(lng + 0.00002), worldY(lat))).toBe(false)
})
