/** What settings of cases must hold together, and what of them a change changed; the server and the screen ask the same. */
import type { Post } from '../identity/post.ts'
import type { Problem } from '../problem.ts'
import { actionInputs } from './inputs.ts'
import { type CaseActionName, caseActionNames, ruleOf } from './life-cycle.ts'
import type { CaseSettings } from './settings.ts'
import { CaseSettingsProblem } from './settings-problems.ts'

/** Whether `then` may be possible in the state that `first` leads to. */
export function canFollow(first: CaseActionName, then: CaseActionName): boolean {
  const { from, to } = ruleOf(first)
  const after = to === 'same' || to === 'before' ? from : [to]
  return after.some((state) => ruleOf(then).from.includes(state))
}

/** The actions that ask nothing of the person and may follow `first`. */
export const followersOf = (first: CaseActionName): CaseActionName[] =>
  caseActionNames.filter(
    (it) => it !== first && canFollow(first, it) && actionInputs[it].safeParse({}).success,
  )

/** The first thing that does not hold together; undefined when all does. */
export const findSettingsFault = (settings: CaseSettings): Problem | undefined =>
  mergeFault(settings) ?? stepFault(settings)

function mergeFault({ mergedPosts }: CaseSettings): Problem | undefined {
  for (const [post, merged] of entriesOf(mergedPosts)) {
    if (!merged?.length) continue
    if (post === 'citizen' || merged.includes('citizen')) return CaseSettingsProblem.citizenMerged({})
    if (merged.some((it) => it === post)) return CaseSettingsProblem.mergesItself({ post })
  }
  return undefined
}

function stepFault({ joinedSteps }: CaseSettings): Problem | undefined {
  for (const [first, then] of entriesOf(joinedSteps)) {
    if (!then) continue
    if (!canFollow(first, then)) return CaseSettingsProblem.cannotFollow({ first, next: then })
    const steps: CaseActionName[] = [first]
    for (let next: CaseActionName | undefined = then; next; next = joinedSteps[next]) {
      if (steps.includes(next)) return CaseSettingsProblem.inCircle({ steps: [...steps, next] })
      steps.push(next)
    }
  }
  return undefined
}

const entriesOf = <Key extends string, Value>(it: Partial<Record<Key, Value>>): [Key, Value | undefined][] =>
  Object.entries(it) as [Key, Value | undefined][]

/** A setting by its place, such as `stageLimits.accept`, with before and after. */
export type SettingChanges = Record<string, [unknown, unknown]>

/** Every setting that differs; groups are told by their members, a post that merges nothing is as if not named. */
export function changedSettings(before: CaseSettings, after: CaseSettings): SettingChanges {
  const [was, is] = [flatten(before), flatten(after)]
  const places = [...new Set([...Object.keys(was), ...Object.keys(is)])]
  return Object.fromEntries(
    places
      .filter((it) => JSON.stringify(was[it]) !== JSON.stringify(is[it]))
      .map((it) => [it, [was[it] ?? null, is[it] ?? null]]),
  )
}

function flatten({ stageLimits, duplicates, mergedPosts, joinedSteps, ...plain }: CaseSettings) {
  const places: Record<string, unknown> = {}
  for (const [name, { value, unit }] of Object.entries(stageLimits))
    places[`stageLimits.${name}`] = { value, unit }
  for (const [name, value] of Object.entries(duplicates)) places[`duplicates.${name}`] = value
  for (const [post, merged] of entriesOf<Post, readonly Post[]>(mergedPosts))
    if (merged?.length) places[`mergedPosts.${post}`] = [...merged].sort()
  for (const [first, then] of entriesOf(joinedSteps)) if (then) places[`joinedSteps.${first}`] = then
  const { unknownLimit, ...rest } = plain
  return {
    ...places,
    ...rest,
    unknownLimit: { value: unknownLimit.value, unit: unknownLimit.unit },
  } as Record<string, unknown>
}

/** What was changed from `base` to `mine`, done to `latest` instead: two people's changes, neither lost. */
export function rebaseSettings(base: CaseSettings, mine: CaseSettings, latest: CaseSettings): CaseSettings {
  const grouped: Record<string, unknown> = {}
  for (const name of ['stageLimits', 'duplicates', 'mergedPosts', 'joinedSteps'] as const)
    grouped[name] = rebaseFields(base[name], mine[name], latest[name])
  return { ...rebaseFields(base, mine, latest), ...grouped } as CaseSettings
}

function rebaseFields(base: object, mine: object, latest: object): object {
  const [was, is] = [base as Readonly<Record<string, unknown>>, mine as Readonly<Record<string, unknown>>]
  const fields: Record<string, unknown> = { ...latest }
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)]))
    if (JSON.stringify(was[name]) !== JSON.stringify(is[name])) {
      if (is[name] === undefined) delete fields[name]
      else fields[name] = is[name]
    }
  return fields
}
