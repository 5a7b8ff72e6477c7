/** Finds phrases by what is typed: a part of the text, its pinyin, or the initials of its syllables. */

/** How a text sounds; undefined until the table of sounds has been read. */
export type SoundOf = (text: string) => { readonly pinyin: string; readonly initials: string }

/** Those of `phrases` that `typed` may mean, in their order. */
export function matchPhrases<It extends { readonly text: string }>(
  phrases: readonly It[],
  typed: string,
  soundOf: SoundOf | undefined,
): readonly It[] {
  const sought = typed.trim().toLowerCase()
  if (sought === '') return phrases
  const isSound = /^[a-z]+$/.test(sought)
  return phrases.filter(({ text }) => {
    if (text.toLowerCase().includes(sought)) return true
    if (!isSound || !soundOf) return false
    const { pinyin, initials } = soundOf(text)
    return initials.includes(sought) || pinyin.startsWith(sought)
  })
}
