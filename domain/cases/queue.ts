/**
 * Which states wait for a post, read from the life-cycle table: those from which it can take a step forward or end
 * the case. Steps back and beside do not make a case somebody's work.
 */
import type { CaseRecord } from './case-record.ts'
import { caseActionNames, isDeskOfUnit, type Relation, ruleOf } from './life-cycle.ts'
import { type CaseSettings, effectivePosts } from './settings.ts'
import type { CaseState } from './state.ts'

/** States that wait for holders of `posts`, by how they must be related to the case. */
export function queueOf(
  posts: readonly string[],
  settings: Pick<CaseSettings, 'mergedPosts'>,
): ReadonlyMap<Relation, readonly CaseState[]> {
  const own = effectivePosts(posts, settings)
  const waiting = new Map<Relation, Set<CaseState>>()
  for (const action of caseActionNames) {
    const rule = ruleOf(action)
    if (rule.way === 'side' || rule.way === 'back' || !rule.by.some((post) => own.includes(post))) continue
    const states = waiting.get(rule.who) ?? new Set()
    for (const state of rule.from) states.add(state)
    waiting.set(rule.who, states)
  }
  return new Map([...waiting].map(([who, states]) => [who, [...states]]))
}

/** Somebody who works on cases, as far as a queue is concerned. */
export type Worker = {
  readonly id: string
  readonly posts: readonly string[]
  readonly organisationId: string | null
}

type Waiting = Pick<CaseRecord, 'state' | 'confirmedAt' | 'leadUnitId' | 'handlerId' | 'taskHolderId'>

/** Whether the case stands in the queue of `worker`; areas of duty are the policy's. */
export const waitsFor = (
  record: Waiting,
  worker: Worker,
  settings: Pick<CaseSettings, 'mergedPosts'>,
): boolean =>
  [...queueOf(worker.posts, settings)].some(
    ([who, states]) =>
      states.includes(record.state) && isConfirmedFor(record, who) && isRelated(record, worker, who),
  )

/** A result waits for its unit until it is confirmed, and for the dispatcher from then on. */
const isConfirmedFor = ({ state, confirmedAt }: Waiting, who: Relation): boolean =>
  state !== 'handled' || (confirmedAt === null) === who.startsWith('lead-unit')

function isRelated(record: Waiting, worker: Worker, who: Relation): boolean {
  if (who === 'anyone' || who === 'another-person') return true
  if (who === 'task-holder') return record.taskHolderId === worker.id
  if (record.leadUnitId === null || record.leadUnitId !== worker.organisationId) return false
  if (who === 'lead-unit' || isDeskOfUnit(worker.posts)) return true
  return record.handlerId === null || record.handlerId === worker.id
}
