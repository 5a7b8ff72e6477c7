/** Shading tells few from many, and nothing from something. */
import { expect, it } from 'vitest'
import { shadingSteps, stepOf, weightOf } from './county-grid.ts'

it('puts about as many communities into each step', () => {
  const counts = Array.from({ length: 100 }, (_, at) => at + 1)
  const steps = shadingSteps(counts)
  expect(steps).toEqual([21, 41, 61, 81])
  const held = counts.map((it) => stepOf(it, steps))
  for (const step of [0, 1, 2, 3, 4]) expect(held.filter((it) => it === step)).toHaveLength(20)
})

it('makes no steps of communities that are all alike, and none of an empty county', () => {
  expect(shadingSteps([8, 8, 8])).toEqual([])
  expect(shadingSteps([0, 0])).toEqual([])
})

it('fills more with more cells, and ground without cells not at all', () => {
  const steps = [10, 20]
  expect(weightOf(0, steps)).toBe(0)
  expect(weightOf(1, steps)).toBeGreaterThan(0)
  expect(weightOf(10, steps)).toBeGreaterThan(weightOf(9, steps))
})
