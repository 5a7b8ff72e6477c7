/**
 * How classes of one catalogue correspond to those of another. Numbers shift between generations, so nothing is
 * translated by arithmetic alone: each line carries its relation, and a person signs it off before it is used.
 */
import { z } from 'zod'
import type { CatalogueClass } from './catalogue.ts'
import { ClassCode, type ClassKind, ClassKind as KindSchema } from './class-code.ts'

/** What became of a class: the same, parted, joined with others, gone without successor, or without predecessor. */
export const crosswalkRelations = ['same', 'split', 'merged', 'dropped', 'new'] as const
export const CrosswalkRelation = z.enum(crosswalkRelations)
export type CrosswalkRelation = z.infer<typeof CrosswalkRelation>

/** One line of a crosswalk. `new` has no `from`, `dropped` has no `to`, the others have both. */
export const CrosswalkLine = z
  .object({
    fromKind: KindSchema.nullable(),
    fromCode: ClassCode.nullable(),
    toKind: KindSchema.nullable(),
    toCode: ClassCode.nullable(),
    relation: CrosswalkRelation,
    note: z.string().max(500),
    /** Who answers for the line; null while it is a proposal. */
    signedOffBy: z.string().max(100).nullable(),
  })
  .refine((it) => (it.fromKind === null) === (it.relation === 'new'), { message: 'only `new` has no source' })
  .refine((it) => (it.toKind === null) === (it.relation === 'dropped'), {
    message: 'only `dropped` has no target',
  })
  .refine((it) => (it.fromKind === null) === (it.fromCode === null), { message: 'kind and code go together' })
  .refine((it) => (it.toKind === null) === (it.toCode === null), { message: 'kind and code go together' })
export type CrosswalkLine = z.infer<typeof CrosswalkLine>

/** A crosswalk between two series. */
export const Crosswalk = z.object({
  fromSeries: z.string(),
  toSeries: z.string(),
  note: z.string(),
  lines: z.array(CrosswalkLine),
})
export type Crosswalk = z.infer<typeof Crosswalk>

/** A fault found in a crosswalk, in words a person can act on. */
export type CrosswalkFault = { readonly line: number; readonly reason: string }

/** The successors of a class, in the order of the crosswalk; empty when it was dropped or is not listed. */
export const successorsOf = (crosswalk: Crosswalk, kind: ClassKind, code: ClassCode): CrosswalkLine[] =>
  crosswalk.lines.filter((it) => it.fromKind === kind && it.fromCode === code && it.toCode !== null)

type ClassRef = Pick<CatalogueClass, 'kind' | 'code'>

const keyOf = (kind: string | null, code: string | null) => `${kind}:${code}`

/**
 * Checks a crosswalk against the two catalogues it joins: every code exists, `same` joins one to one, `split` leads
 * to several, `merged` comes from several or into a class that also has another source, and no class is left out.
 */
export function checkCrosswalk(crosswalk: Crosswalk, from: ClassRef[], to: ClassRef[]): CrosswalkFault[] {
  const faults: CrosswalkFault[] = []
  const known = {
    from: new Set(from.map((it) => keyOf(it.kind, it.code))),
    to: new Set(to.map((it) => keyOf(it.kind, it.code))),
  }
  const sources = new Map<string, number>()
  const targets = new Map<string, number>()
  crosswalk.lines.forEach((it, index) => {
    const source = keyOf(it.fromKind, it.fromCode)
    const target = keyOf(it.toKind, it.toCode)
    if (it.fromCode !== null && !known.from.has(source))
      faults.push({ line: index + 1, reason: `unknown source ${source}` })
    if (it.toCode !== null && !known.to.has(target))
      faults.push({ line: index + 1, reason: `unknown target ${target}` })
    if (it.fromCode !== null) sources.set(source, (sources.get(source) ?? 0) + 1)
    if (it.toCode !== null) targets.set(target, (targets.get(target) ?? 0) + 1)
  })
  crosswalk.lines.forEach((it, index) => {
    const fanOut = sources.get(keyOf(it.fromKind, it.fromCode)) ?? 0
    const fanIn = targets.get(keyOf(it.toKind, it.toCode)) ?? 0
    if (it.relation === 'same' && fanOut !== 1)
      faults.push({ line: index + 1, reason: 'same, but the source has several targets' })
    if (it.relation === 'split' && fanOut < 2)
      faults.push({ line: index + 1, reason: 'split, but into one class only' })
    if (it.relation === 'merged' && fanIn < 2)
      faults.push({ line: index + 1, reason: 'merged, but nothing else leads there' })
    if (it.relation === 'dropped' && fanOut !== 1)
      faults.push({ line: index + 1, reason: 'dropped, but it has a target elsewhere' })
    if (it.relation === 'new' && fanIn !== 1)
      faults.push({ line: index + 1, reason: 'new, but something leads there' })
  })
  for (const key of known.from) if (!sources.has(key)) faults.push({ line: 0, reason: `${key} has no line` })
  for (const key of known.to)
    if (!targets.has(key)) faults.push({ line: 0, reason: `${key} is reached by no line` })
  return faults
}
