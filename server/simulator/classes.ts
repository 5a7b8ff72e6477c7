/** Which class a report of the simulated county is of: a few classes make most of the reports. */
import type { CatalogueClass, Condition } from '#domain/catalogue/catalogue.ts'
import { createChance, pick } from '#domain/geography/synthetic/chance.ts'
import { type Chance, drawByCurve, seedOf, shuffle } from './draw.ts'
import type { SimulatorParameters } from './parameters.ts'
import type { ToldClass } from './texts.ts'

export type SimulatedClass = ToldClass & {
  readonly code: string
  readonly conditions: readonly SimulatedCondition[]
}

/** What a report needs to know of a condition. */
export type SimulatedCondition = Pick<Condition, 'id' | 'versionId' | 'kind' | 'classCode' | 'limits'>

/** A class and one of its conditions. */
export type DrawnClass = { readonly of: SimulatedClass; readonly condition: SimulatedCondition }

/** The key of a class in parameters and texts: `c01037`, `m06010`. */
export const keyOf = ({ kind, code }: { kind: string; code: string }): string => `${kind.slice(0, 1)}${code}`

/** The classes that can be filed (they have a condition), the commonest first, the unnamed ones by chance. */
export function rankClasses(
  classes: readonly CatalogueClass[],
  conditions: readonly SimulatedCondition[],
  commonestFirst: readonly string[],
  seed: number,
): SimulatedClass[] {
  const byClass = Map.groupBy(conditions, (it) => keyOf({ kind: it.kind, code: it.classCode }))
  const all = classes.flatMap(({ kind, code, name }): SimulatedClass[] => {
    const key = keyOf({ kind, code })
    const own = byClass.get(key)
    return own ? [{ key, kind, code, name, conditions: own }] : []
  })
  const known = new Map(all.map((it) => [it.key, it]))
  const named = commonestFirst.flatMap((key) => known.get(key) ?? [])
  const others = all.filter((it) => !commonestFirst.includes(it.key))
  return [...named, ...shuffle(createChance(seedOf(seed, 'rare classes')), others)]
}

/** Draws a class by its rank, and one of its conditions: the first one more often than the others. */
export function drawClass(
  chance: Chance,
  ranked: readonly SimulatedClass[],
  curve: SimulatorParameters['classes']['cumulativeShares'],
): DrawnClass {
  const of = ranked[Math.min(ranked.length - 1, Math.floor(drawByCurve(chance, curve)))]
  if (!of) throw new Error('the simulated county has no classes')
  const first = of.conditions[0]
  const condition = chance() < 0.5 && first ? first : pick(chance, of.conditions)
  return { of, condition }
}

/** Draws any of these classes and any of its conditions. */
export function drawAnyClass(chance: Chance, classes: readonly SimulatedClass[]): DrawnClass {
  const of = pick(chance, classes)
  return { of, condition: pick(chance, of.conditions) }
}
