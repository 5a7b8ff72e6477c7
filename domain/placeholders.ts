/**
 * Placeholders in texts that a county words itself, such as `{小类}`: what stands in braces is replaced by a fact when the
 * text is used. Each may be written in Chinese or in English, with braces of either width, since both come from keyboards.
 */
import type { Sentence } from './problem.ts'

/** The placeholders that a kind of text knows, by key, as people write them. */
export type PlaceholderWords<Key extends string> = Readonly<Record<Key, Sentence>>

/** What a text asks for: known placeholders, words in braces that nobody knows, and whether a brace has no other half. */
export type AskedFor<Key extends string> = {
  readonly keys: readonly Key[]
  readonly unknown: readonly string[]
  readonly isBroken: boolean
}

const inBraces = /[{｛]([^{}｛｝]*)[}｝]/g
const aBrace = /[{}｛｝]/

const keyOf = <Key extends string>(words: PlaceholderWords<Key>, word: string): Key | undefined =>
  (Object.keys(words) as Key[]).find((it) => {
    const sought = word.trim().toLowerCase()
    return words[it].zh === sought || words[it].en === sought
  })

/** The placeholders of `text`. */
export function placeholdersIn<Key extends string>(
  text: string,
  words: PlaceholderWords<Key>,
): AskedFor<Key> {
  const keys = new Set<Key>()
  const unknown = new Set<string>()
  for (const [, word = ''] of text.matchAll(inBraces)) {
    const key = keyOf(words, word)
    if (key) keys.add(key)
    else unknown.add(word.trim())
  }
  return { keys: [...keys], unknown: [...unknown], isBroken: aBrace.test(text.replace(inBraces, '')) }
}

/** `text` with the facts in the place of its placeholders; one without a fact stays, and so does what is none. */
export const fillPlaceholders = <Key extends string>(
  text: string,
  words: PlaceholderWords<Key>,
  facts: Readonly<Partial<Record<Key, string>>>,
): string =>
  text.replace(inBraces, (whole: string, word: string) => {
    const key = keyOf(words, word)
    return (key && facts[key]) ?? whole
  })

/** Facts shorter than this may be ordinary words, which are left as they are. */
const shortestFact = 4

/** The way back: `text` with a placeholder in `language` wherever it says one of the `facts`, the longest first. */
export const withPlaceholders = <Key extends string>(
  text: string,
  words: PlaceholderWords<Key>,
  facts: Readonly<Partial<Record<Key, string>>>,
  language: 'zh' | 'en',
): string =>
  (Object.entries(facts) as [Key, string][])
    .filter(([, fact]) => fact.length >= shortestFact)
    .sort(([, a], [, b]) => b.length - a.length)
    .reduce((so, [key, fact]) => so.replaceAll(fact, () => placeholderText(words[key], language)), text)

/** How a placeholder is written in `language`. */
export const placeholderText = ({ zh, en }: Sentence, language: 'zh' | 'en'): string =>
  `{${language === 'zh' ? zh : en}}`
