/** What one person sees of the points through a filter at an instant: for each slot its light, or that it is hidden. */

import type { CaseMapFilter } from '#domain/cases/map-contract.ts'
import type { CaseState } from '#domain/cases/state.ts'
import type { Actor } from '#platform/actor.ts'
import { mayRead, readsEverything } from '../policy.ts'
import { type CasePoints, goneState, lightNumber, stateNumber } from './case-points.ts'

export type CaseView = {
  /** Writes the numbers of the lights of these slots; -1 for what is not shown. */
  judge(slots: Uint32Array, verdicts: Int8Array): void
  /** An instant up to which the slots that were asked for look the same. */
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

/**
 * Says -1 of the slots that do not pass. Each goes through one column in a loop of its own kind, which is what an engine
 * turns into quick code; a test for each point through a function took five times as long.
 */
type Sieve = (slots: Uint32Array, verdicts: Int8Array) => void

/** Keeps slots whose number is marked in `passing`. */
const keepMarked =
  (column: Uint8Array, passing: Uint8Array): Sieve =>
  (slots, verdicts) => {
    for (let at = 0; at < slots.length; at++)
      if (passing[column[slots[at] ?? 0] ?? 0] !== 1) verdicts[at] = -1
  }

/** The same of a column of larger numbers. */
const keepAllowed =
  (column: Uint32Array, passing: Uint8Array): Sieve =>
  (slots, verdicts) => {
    for (let at = 0; at < slots.length; at++)
      if (passing[column[slots[at] ?? 0] ?? 0] !== 1) verdicts[at] = -1
  }

const keepEqual =
  (column: Uint32Array, asked: number): Sieve =>
  (slots, verdicts) => {
    for (let at = 0; at < slots.length; at++) if (column[slots[at] ?? 0] !== asked) verdicts[at] = -1
  }

const keepBetween =
  (column: Float64Array, from: number, to: number): Sieve =>
  (slots, verdicts) => {
    for (let at = 0; at < slots.length; at++) {
      const value = column[slots[at] ?? 0] ?? 0
      if (value < from || value >= to) verdicts[at] = -1
    }
  }

/** The states asked for, marked by their numbers. */
function markStates(asked: string): Uint8Array {
  const marked = new Uint8Array(goneState + 1)
  for (const state of asked.split(',')) {
    const number = stateNumber.get(state as CaseState)
    if (number !== undefined) marked[number] = 1
  }
  return marked
}

function sievesOf(points: CasePoints, filter: CaseMapFilter): Sieve[] {
  const { state, classCode, source, unitId, reportedFrom, reportedTo } = filter
  // What is over lies in no index and on no list of the unplaced, so nobody asks about it.
  const sieves: Sieve[] = []
  if (state !== undefined) sieves.push(keepMarked(points.state, markStates(state)))
  if (classCode !== undefined) sieves.push(keepEqual(points.classOf, points.classes.find(classCode)))
  if (source !== undefined) sieves.push(keepEqual(points.sourceOf, points.sources.find(source)))
  if (unitId !== undefined) sieves.push(keepEqual(points.unitOf, points.units.find(unitId)))
  if (reportedFrom !== undefined || reportedTo !== undefined) {
    const from = reportedFrom === undefined ? Number.NEGATIVE_INFINITY : Date.parse(reportedFrom)
    const to = reportedTo === undefined ? Number.POSITIVE_INFINITY : Date.parse(reportedTo)
    sieves.push(keepBetween(points.reported, from, to))
  }
  return sieves
}

/** Makes the view of `actor`; it is good for the same instant and points only. */
export function viewCases(points: CasePoints, actor: Actor, filter: CaseMapFilter, now: Date): CaseView {
  const allowed = verdictsFor(points, actor, readerKey(actor))
  const sieves = sievesOf(points, filter)
  if (allowed) sieves.push(keepAllowed(points.audienceOf, allowed))
  const at = now.getTime()
  let turnsAt = Number.POSITIVE_INFINITY
  const asked = filter.light === undefined ? undefined : (lightNumber.get(filter.light) ?? -1)
  return {
    judge(slots, verdicts) {
      verdicts.fill(0, 0, slots.length)
      for (const it of sieves) it(slots, verdicts)
      turnsAt = Math.min(turnsAt, points.lights.judge(slots, verdicts, at))
      if (asked === undefined) return
      for (let it = 0; it < slots.length; it++) if (verdicts[it] !== asked) verdicts[it] = -1
    },
    get turnsAt() {
      return turnsAt
    },
  }
}
