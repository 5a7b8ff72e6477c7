/** What one person sees of the points through a filter at an instant: for each slot its light, or that it is hidden. */

import { lightOfOpen } from '#domain/cases/light.ts'
import type { CaseMapFilter } from '#domain/cases/map-contract.ts'
import type { CaseState } from '#domain/cases/state.ts'
import type { Actor } from '#platform/actor.ts'
import { mayRead, readsEverything } from '../policy.ts'
import { type CasePoints, goneState, lightNumber, stateNumber } from './case-points.ts'

export type CaseView = {
  /** The number of a slot's light; -1 when it is not shown. */
  kindOf(slot: number): number
  /** The instant at which the first light turns among the slots that were asked for. */
  readonly turnsAt: number
}

/** Verdicts on audiences, by who reads; as long as the audiences that were asked about. */
const verdicts = new WeakMap<CasePoints, Map<string, Uint8Array>>()
const mostReaders = 200

/** People with the same key see the same cases. */
export const readerKey = (actor: Actor): string =>
  readsEverything(actor)
    ? 'everything'
    : JSON.stringify([actor.id, actor.posts, actor.organisationId, actor.areaCodes, [...actor.permissions]])

function verdictsFor(points: CasePoints, actor: Actor, key: string): Uint8Array | undefined {
  if (key === 'everything') return undefined
  const known = verdicts.get(points) ?? new Map<string, Uint8Array>()
  verdicts.set(points, known)
  const before = known.get(key) ?? new Uint8Array(0)
  if (before.length === points.audiences.length) return before
  const made = new Uint8Array(points.audiences.length)
  made.set(before)
  for (let at = before.length; at < made.length; at++) {
    const audience = points.audiences[at]
    made[at] = audience && mayRead(actor, audience) ? 1 : 0
  }
  known.delete(key)
  known.set(key, made)
  const [oldest] = known.keys()
  if (known.size > mostReaders && oldest !== undefined) known.delete(oldest)
  return made
}

type Test = (slot: number) => boolean

function testsOf(points: CasePoints, filter: CaseMapFilter): Test[] {
  const tests: Test[] = []
  if (filter.state !== undefined) {
    const asked = new Set(filter.state.split(',').map((it) => stateNumber.get(it as CaseState) ?? -1))
    tests.push((slot) => asked.has(points.state[slot] ?? goneState))
  }
  const same = (
    word: string | undefined,
    words: { find(word: string): number },
    column: () => Uint32Array,
  ): void => {
    if (word === undefined) return
    const asked = words.find(word)
    tests.push((slot) => column()[slot] === asked)
  }
  same(filter.classCode, points.classes, () => points.classOf)
  same(filter.source, points.sources, () => points.sourceOf)
  same(filter.unitId, points.units, () => points.unitOf)
  if (filter.reportedFrom !== undefined) {
    const from = Date.parse(filter.reportedFrom)
    tests.push((slot) => (points.reported[slot] ?? 0) >= from)
  }
  if (filter.reportedTo !== undefined) {
    const to = Date.parse(filter.reportedTo)
    tests.push((slot) => (points.reported[slot] ?? 0) < to)
  }
  return tests
}

/** Makes the view of `actor`; it is good for the same instant and points only. */
export function viewCases(points: CasePoints, actor: Actor, filter: CaseMapFilter, now: Date): CaseView {
  const at = now.getTime()
  const allowed = verdictsFor(points, actor, readerKey(actor))
  const tests = testsOf(points, filter)
  const asked = filter.light === undefined ? -1 : (lightNumber.get(filter.light) ?? -1)
  let turnsAt = Number.POSITIVE_INFINITY
  const { state, due, yellow, audienceOf } = points
  const kindOf = (slot: number): number => {
    if (state[slot] === goneState) return -1
    if (allowed && !allowed[audienceOf[slot] ?? 0]) return -1
    for (const test of tests) if (!test(slot)) return -1
    const [dueAt, yellowAt] = [due[slot] ?? Number.NaN, yellow[slot] ?? Number.NaN]
    if (yellowAt > at && yellowAt < turnsAt) turnsAt = yellowAt
    // Red begins after the deadline, not with it.
    if (dueAt >= at && dueAt + 1 < turnsAt) turnsAt = dueAt + 1
    const light = lightNumber.get(lightOfOpen(dueAt, yellowAt, at)) ?? 0
    return asked < 0 || asked === light ? light : -1
  }
  return {
    kindOf,
    get turnsAt() {
      return turnsAt
    },
  }
}
