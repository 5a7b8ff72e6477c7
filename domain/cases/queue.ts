/**
 * Which states wait for a post, read from the life-cycle table: those from which it can take a step forward or end
 * the case. Steps back and beside do not make a case somebody's work.
 */
import { caseActionNames, type Relation, ruleOf } from './life-cycle.ts'
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
