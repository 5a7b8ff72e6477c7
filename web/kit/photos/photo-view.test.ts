/** A photo on its stage: what is under the pointer stays there, and no gesture loses the photo. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitOfTurned, mostScale, type PhotoView, pan, turn, wholePhoto, zoomAt } from './photo-view.ts'

const stage = { width: 800, height: 600 }
const point = fc.record({
  x: fc.double({ min: -400, max: 400, noNaN: true }),
  y: fc.double({ min: -300, max: 300, noNaN: true }),
})
const factor = fc.double({ min: 0.2, max: 5, noNaN: true })

/** Which spot of the photo (pixels of the whole one) lies under a point of the stage. */
const under = (view: PhotoView, at: { x: number; y: number }) => [
  (at.x - view.x) / view.scale,
  (at.y - view.y) / view.scale,
]

describe('a photo on its stage', () => {
  it('grows around the pointer', () => {
    fc.assert(
      fc.property(point, fc.double({ min: 1, max: 7.9, noNaN: true }), (at, grown) => {
        const before = under(wholePhoto, at)
        const after = under(zoomAt(wholePhoto, grown, at, stage), at)
        expect(after[0]).toBeCloseTo(before[0] ?? Number.NaN, 6)
        expect(after[1]).toBeCloseTo(before[1] ?? Number.NaN, 6)
      }),
    )
  })

  it('never leaves the stage and never shrinks below the whole, whatever is done to it', () => {
    const step = fc.oneof(
      fc.tuple(fc.constant('zoom' as const), factor, point),
      fc.tuple(fc.constant('pan' as const), factor, point),
      fc.tuple(fc.constant('turn' as const), factor, point),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let view = wholePhoto
        for (const [what, by, at] of steps)
          view =
            what === 'zoom' ? zoomAt(view, by, at, stage) : what === 'pan' ? pan(view, at, stage) : turn(view)
        expect(view.scale).toBeGreaterThanOrEqual(1)
        expect(view.scale).toBeLessThanOrEqual(mostScale)
        // The middle of the stage always shows a spot of the photo.
        expect(Math.abs(view.x)).toBeLessThanOrEqual(((view.scale - 1) * stage.width) / 2 + 1e-9)
        expect(Math.abs(view.y)).toBeLessThanOrEqual(((view.scale - 1) * stage.height) / 2 + 1e-9)
      }),
    )
  })

  it('is whole again after four turns', () => {
    expect(turn(turn(turn(turn(wholePhoto))))).toEqual(wholePhoto)
    expect(turn(zoomAt(wholePhoto, 3, { x: 10, y: 10 }, stage))).toEqual({ ...wholePhoto, turns: 1 })
  })

  it('fits the stage turned, too', () => {
    // A wide photo of 1600 × 600 stands 800 × 300 on the stage; turned it may be 600 high and 225 wide.
    expect(fitOfTurned(1, { width: 1600, height: 600 }, stage)).toBeCloseTo(0.75)
    // A tall one of 600 × 1600 stands 225 × 600; turned it may be 800 wide and 300 high.
    expect(fitOfTurned(3, { width: 600, height: 1600 }, stage)).toBeCloseTo(4 / 3)
    expect(fitOfTurned(2, { width: 1600, height: 600 }, stage)).toBe(1)
    expect(fitOfTurned(1, { width: 0, height: 0 }, stage)).toBe(1)
  })
})
