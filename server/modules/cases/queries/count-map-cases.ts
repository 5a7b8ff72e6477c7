/** How many open cases the map shows, by light and state, over all or within a drawing; from the memory of the map. */
import type { z } from 'zod'
import { openLights } from '#domain/cases/light.ts'
import type { countMapCasesEndpoint } from '#domain/cases/map-contract.ts'
import { openStates } from '#domain/cases/state.ts'
import type { Query } from '#platform/query.ts'
import { batchSize } from '#platform/tiles/point-index.ts'
import { createRing } from '#platform/tiles/ring.ts'
import { caseMemory } from '../tiles/case-memory.ts'
import { type CaseView, viewCases } from '../tiles/case-view.ts'

type Input = z.output<typeof countMapCasesEndpoint.query>
type Output = z.output<typeof countMapCasesEndpoint.reply>

function countShown(view: CaseView, slots: Uint32Array): number {
  const verdicts = new Int8Array(slots.length)
  view.judge(slots, verdicts)
  return verdicts.reduce((sum, it) => (it < 0 ? sum : sum + 1), 0)
}

const world = { z: 0, x: 0, y: 0 }

export const countMapCases: Query<Input, Output> = {
  name: 'case.map-counts',
  async run({ db, actor, now }, { within, ...filter }) {
    const points = await caseMemory.of(db, actor.adcode)
    const view = viewCases(points, actor, filter, now)
    const ring = within === undefined ? undefined : createRing(within)
    const lights = new Uint32Array(openLights.length)
    const states = new Uint32Array(openStates.length)
    const { x, y } = points.index
    const verdicts = new Int8Array(batchSize)
    points.index.visit(ring?.tile ?? world, (slots) => {
      view.judge(slots, verdicts)
      slots.forEach((slot, at) => {
        const light = verdicts[at] ?? -1
        if (light < 0 || (ring && !ring.holds(x[slot] ?? 0, y[slot] ?? 0))) return
        lights[light] = (lights[light] ?? 0) + 1
        const state = points.state[slot] ?? 0
        states[state] = (states[state] ?? 0) + 1
      })
    })
    const [red = 0, yellow = 0, green = 0, paused = 0] = lights
    const unplaced = ring ? 0 : countShown(view, Uint32Array.from(points.unplaced))
    return {
      total: red + yellow + green + paused,
      unplaced,
      lights: { red, yellow, green, paused },
      states: openStates.flatMap((state, at) => (states[at] ? [{ state, total: states[at] ?? 0 }] : [])),
    }
  },
}
