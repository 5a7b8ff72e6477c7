/** A light that is kept is the light worked out anew, whenever it is asked for and whatever changed in between. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lightNumberOf } from '#domain/cases/light.ts'
import { CaseLights } from './case-lights.ts'

const instant = fc.integer({ min: 0, max: 60 })
const deadline = fc.option(instant, { nil: Number.NaN })
// Slots around the edge of a block, too.
const slot = fc.constantFrom(0, 1, 2, 2047, 2048, 2049, 4096)
const step = fc.record({ slot, due: deadline, yellow: deadline, now: instant })

it('is what the deadlines say at every instant, also when the clock is turned back', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const lights = new CaseLights()
      const last = new Map<number, readonly [number, number]>()
      for (const { slot, due, yellow, now } of steps) {
        lights.put(slot, due, yellow)
        last.set(slot, [due, yellow])
        const slots = Uint32Array.from(last.keys())
        const verdicts = new Int8Array(slots.length)
        lights.judge(slots, verdicts, now)
        expect([...verdicts]).toEqual(
          [...last.values()].map(([dueAt, yellowAt]) => lightNumberOf(dueAt, yellowAt, now)),
        )
      }
    }),
  )
})

it('stays the same up to the instant it names, and hides what is hidden', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), instant, (steps, now) => {
      const lights = new CaseLights()
      for (const { slot, due, yellow } of steps) lights.put(slot, due, yellow)
      const slots = Uint32Array.from(new Set(steps.map((it) => it.slot)))
      const at = (when: number): number[] => {
        const verdicts = new Int8Array(slots.length)
        verdicts[0] = -1
        lights.judge(slots, verdicts, when)
        return [...verdicts]
      }
      const turnsAt = lights.judge(slots, new Int8Array(slots.length), now)
      const seen = at(now)
      expect(seen[0]).toBe(-1)
      expect(turnsAt).toBeGreaterThan(now)
      for (let when = now; when < Math.min(turnsAt, 70); when++) expect(at(when)).toEqual(seen)
    }),
  )
})

it('goes with its slot when the slots are numbered anew', () => {
  const lights = new CaseLights()
  lights.put(0, 10, 5)
  lights.put(1, 30, 20)
  lights.put(2, Number.NaN, Number.NaN)
  const judged = (): number[] => {
    const verdicts = new Int8Array(3)
    lights.judge(Uint32Array.of(0, 1, 2), verdicts, 12)
    return [...verdicts]
  }
  const [red, green, paused] = judged()
  lights.renumber(Uint32Array.of(2, 0, 1))
  expect(judged()).toEqual([paused, red, green])
})
