import { describe, expect, it } from 'vitest'
import type { Position } from './geometry.ts'
import { findCrossing } from './line-crossing.ts'
import { distanceMetres, moveMetres } from './measure.ts'

const centre: Position = [103.04, 25.33]
const at = (bearing: number, metres: number): Position => moveMetres(centre, bearing, metres)

describe('where two streets meet', () => {
  it('is where they cross', () => {
    const found = findCrossing([at(270, 200), at(90, 300)], [at(180, 100), at(0, 400)])
    expect(found && distanceMetres(found, centre)).toBeLessThan(0.5)
  })

  it('is the middle of the gap where one ends just before the other', () => {
    const found = findCrossing([at(270, 200), at(90, 300)], [at(0, 20), at(0, 400)])
    expect(found && distanceMetres(found, at(0, 10))).toBeLessThan(0.5)
  })

  it('is nowhere for streets that stay apart', () => {
    expect(findCrossing([at(270, 200), at(90, 300)], [at(0, 40), at(0, 400)])).toBeUndefined()
  })
})
