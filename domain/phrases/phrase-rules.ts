/** What a list of phrases must hold together, and what of it a change changed; the server and the screen ask the same. */
import { numbersOfPeopleIn } from '../personal-data.ts'
import { placeholdersIn } from '../placeholders.ts'
import type { Problem } from '../problem.ts'
import { type Phrase, phrasePlaceholders } from './phrase.ts'
import { PhraseProblem } from './problems.ts'

/** The first thing wrong with a text: a placeholder that nobody knows, half a brace, a number of a person. */
export function findTextFault(text: string): Problem | undefined {
  const { unknown, isBroken } = placeholdersIn(text, phrasePlaceholders)
  const [first] = unknown
  if (first !== undefined) return PhraseProblem.placeholderUnknown({ name: first, text })
  if (isBroken) return PhraseProblem.braceAlone({ text })
  return numbersOfPeopleIn(text).length ? PhraseProblem.numberOfSomebody({ text }) : undefined
}

/** The first thing wrong with a list; undefined when all is well. */
export function findListFault(phrases: readonly Phrase[]): Problem | undefined {
  const ids = new Set<string>()
  for (const it of phrases) {
    const fault = findTextFault(it.zh) ?? (it.en === null ? undefined : findTextFault(it.en))
    if (fault) return fault
    if (it.classCode !== null && it.kind === null) return PhraseProblem.classWithoutKind({ text: it.zh })
    if (ids.has(it.id)) return PhraseProblem.twice({ text: it.zh })
    ids.add(it.id)
  }
  return undefined
}

/** Phrases by id, before and after; null where there was or is none. */
type PhraseChanges = Record<string, [Phrase | null, Phrase | null]>

/** The key under which a change of the order alone is told; no phrase bears it, since ids are small letters. */
export const orderKey = 'ORDER'

/** Every phrase that differs; that the common ones stand in another order is told once, with how many changed place. */
export function changedPhrases(
  before: readonly Phrase[],
  after: readonly Phrase[],
): Record<string, [unknown, unknown]> {
  const [was, is] = [before, after].map((list) => new Map(list.map((it) => [it.id, it] as const)))
  const changes: Record<string, [unknown, unknown]> = {}
  for (const id of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
    const [old, now] = [was?.get(id) ?? null, is?.get(id) ?? null]
    if (JSON.stringify(old) !== JSON.stringify(now)) changes[id] = [old, now]
  }
  const common = after.filter((it) => was?.has(it.id)).map((it) => it.id)
  const order = before.filter((it) => is?.has(it.id)).map((it) => it.id)
  const moved = common.filter((id, index) => order[index] !== id).length
  if (moved) changes[orderKey] = [null, moved]
  return changes
}

/** A list in which `id` changed places with its neighbour of those in `among`; unchanged at the ends. */
export function movePhrase<It extends { readonly id: string }>(
  list: readonly It[],
  id: string,
  by: -1 | 1,
  among: readonly It[] = list,
): It[] {
  const one = among.find((it) => it.id === id)
  const other = one && among[among.indexOf(one) + by]
  if (!one || !other) return [...list]
  return list.map((it) => (it.id === one.id ? other : it.id === other.id ? one : it))
}

/** What was changed from `base` to `mine`, done to `latest` instead; the order is that of `latest`, what is new stands first. */
export function rebasePhrases(
  base: readonly Phrase[],
  mine: readonly Phrase[],
  latest: readonly Phrase[],
): Phrase[] {
  const changes = changedPhrases(base, mine)
  const changed = (id: string): Phrase | null | undefined =>
    (changes[id] as PhraseChanges[string] | undefined)?.[1]
  const known = new Set([...base, ...latest].map((it) => it.id))
  return [
    ...mine.filter((it) => !known.has(it.id)),
    ...latest.flatMap((it) => {
      const now = changed(it.id)
      return now === null ? [] : [now ?? it]
    }),
  ]
}

/** Most used first; those used alike stay in the order they came in. */
export const rankByUse = <It extends { readonly id: string }>(
  offered: readonly It[],
  uses: Readonly<Record<string, number>>,
): It[] => offered.toSorted((a, b) => (uses[b.id] ?? 0) - (uses[a.id] ?? 0))
