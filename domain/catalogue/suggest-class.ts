/**
 * Which classes a report's text may mean, ranked, each with the words that speak for it. It knows only the
 * catalogue's own texts and its synonyms; the same text and catalogue always give the same answer. A person decides.
 */
import type { CatalogueClass, Condition } from './catalogue.ts'
import type { ClassCode, ClassKind } from './class-code.ts'

/** Where a word that speaks for a class was found. */
export type SuggestionSource = 'name' | 'synonym' | 'condition'

/** A word of the report, and where the catalogue has it. */
export type SuggestionReason = { readonly word: string; readonly source: SuggestionSource }

/** A class that may be meant; scores compare within one answer only. */
export type ClassSuggestion = {
  readonly kind: ClassKind
  readonly code: ClassCode
  readonly name: string
  readonly score: number
  readonly reasons: readonly SuggestionReason[]
}

type Entry = { readonly index: number; readonly source: SuggestionSource }

/** A catalogue made ready for suggestions; build it once a version. */
export type SuggestionVocabulary = {
  readonly classes: readonly Pick<CatalogueClass, 'kind' | 'code' | 'name'>[]
  /** Word → the classes it speaks for. */
  readonly words: ReadonlyMap<string, readonly Entry[]>
  readonly longest: number
  /** Pair of characters in names and filing texts → the classes that have it. */
  readonly pairs: ReadonlyMap<string, readonly number[]>
  /** How many pairs each class has, to keep long texts from winning by length. */
  readonly pairCounts: readonly number[]
}

/** Text as it is compared: half-width, lower case, without blanks and signs. */
export const toComparable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** A name and its readable parts: “车辆加油（气、电）站异常” also counts without brackets and without 异常. */
function namesOf(name: string): string[] {
  const bare = name.replace(/异常(SOS)?$/, '')
  const withoutBrackets = bare.replace(/（[^（）]*）/g, '')
  const parts = bare.split(/[、，（）()或]/).filter((it) => toComparable(it).length >= 3)
  return [bare, withoutBrackets, ...parts].map(toComparable).filter((it) => it.length >= 2)
}

const pairsOf = (text: string): Set<string> => {
  const comparable = toComparable(text)
  return new Set(
    Array.from({ length: Math.max(comparable.length - 1, 0) }, (_, i) => comparable.slice(i, i + 2)),
  )
}

type ClassText = Pick<CatalogueClass, 'kind' | 'code' | 'name' | 'synonyms'>
type ConditionText = Pick<Condition, 'kind' | 'classCode' | 'filingText'>

/** Makes the vocabulary of a catalogue. */
export function buildVocabulary(
  classes: readonly ClassText[],
  conditions: readonly ConditionText[],
): SuggestionVocabulary {
  const words = new Map<string, Entry[]>()
  const pairs = new Map<string, number[]>()
  const filing = Map.groupBy(conditions, (it) => `${it.kind} ${it.classCode}`)
  const add = (word: string, entry: Entry) => {
    const entries = words.get(word) ?? []
    if (!entries.some((it) => it.index === entry.index)) words.set(word, [...entries, entry])
  }
  const pairCounts = classes.map((it, index) => {
    for (const name of namesOf(it.name)) add(name, { index, source: 'name' })
    for (const synonym of it.synonyms) add(toComparable(synonym), { index, source: 'synonym' })
    const texts = (filing.get(`${it.kind} ${it.code}`) ?? []).map((condition) => condition.filingText)
    const all = new Set([it.name, ...texts].flatMap((text) => [...pairsOf(text)]))
    for (const pair of all) pairs.set(pair, [...(pairs.get(pair) ?? []), index])
    return all.size
  })
  const longest = Math.max(0, ...[...words.keys()].map((it) => it.length))
  return {
    classes: classes.map(({ kind, code, name }) => ({ kind, code, name })),
    words,
    longest,
    pairs,
    pairCounts,
  }
}

type Hit = {
  readonly word: string
  readonly from: number
  readonly to: number
  readonly entries: readonly Entry[]
}

/** The words found in a text; one inside a longer one is dropped, so that 垃圾桶满 is not also 垃圾. */
function findWords(text: string, vocabulary: SuggestionVocabulary): Hit[] {
  const hits: Hit[] = []
  let reached = 0
  for (let from = 0; from < text.length; from += 1)
    for (let to = Math.min(text.length, from + vocabulary.longest); to > from; to -= 1) {
      const word = text.slice(from, to)
      const entries = vocabulary.words.get(word)
      if (entries === undefined) continue
      // Everything that ends where an earlier hit ended or before lies within that hit.
      if (to > reached) hits.push({ word, from, to, entries })
      reached = Math.max(reached, to)
      break
    }
  return hits
}

const sourceWeight: Record<SuggestionSource, number> = { name: 1.2, synonym: 1, condition: 0 }
/** Wording alone never outweighs a word of the catalogue; it orders classes that share one. */
const pairWeight = 0.35

type Tally = { score: number; reasons: Map<string, SuggestionSource> }

function countWords(text: string, vocabulary: SuggestionVocabulary, tallies: Map<number, Tally>): void {
  const seen = new Set<string>()
  for (const { word, entries } of findWords(text, vocabulary)) {
    if (seen.has(word)) continue
    seen.add(word)
    for (const { index, source } of entries) {
      const tally = tallies.get(index) ?? { score: 0, reasons: new Map() }
      // A longer word says more, a word shared by several classes says less of each.
      tally.score += (sourceWeight[source] * Math.sqrt(word.length)) / entries.length
      tally.reasons.set(word, source)
      tallies.set(index, tally)
    }
  }
}

function countPairs(text: string, vocabulary: SuggestionVocabulary, tallies: Map<number, Tally>): void {
  const total = vocabulary.classes.length
  const scores = new Map<number, { score: number; pairs: string[] }>()
  for (const pair of pairsOf(text)) {
    const indexes = vocabulary.pairs.get(pair) ?? []
    const rarity = Math.log(total / (indexes.length || total))
    for (const index of indexes) {
      const found = scores.get(index) ?? { score: 0, pairs: [] }
      found.score += rarity / Math.sqrt(vocabulary.pairCounts[index] || 1)
      found.pairs.push(pair)
      scores.set(index, found)
    }
  }
  for (const [index, { score, pairs }] of scores) {
    const tally = tallies.get(index) ?? { score: 0, reasons: new Map() }
    tally.score += pairWeight * Math.min(score, 3)
    if (tally.reasons.size === 0) for (const pair of pairs.slice(0, 4)) tally.reasons.set(pair, 'condition')
    tallies.set(index, tally)
  }
}

/** The `limit` best classes for `text`, best first; empty when nothing in it speaks for any class. */
export function suggestClass(text: string, vocabulary: SuggestionVocabulary, limit = 5): ClassSuggestion[] {
  const tallies = new Map<number, Tally>()
  const comparable = toComparable(text)
  countWords(comparable, vocabulary, tallies)
  countPairs(comparable, vocabulary, tallies)
  return [...tallies]
    .flatMap(([index, { score, reasons }]) => {
      const it = vocabulary.classes[index]
      if (it === undefined || score < 0.3) return []
      const words = [...reasons].map(([word, source]) => ({ word, source }))
      return [{ ...it, score: Math.round(score * 1000) / 1000, reasons: words }]
    })
    .sort((a, b) => b.score - a.score || (`${a.kind} ${a.code}` < `${b.kind} ${b.code}` ? -1 : 1))
    .slice(0, limit)
}
