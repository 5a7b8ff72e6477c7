/**
 * What somebody typed or said about a place, made ready for looking up: full-width signs become half-width, spaces go, and
 * words that only say "near it" go too.
 */
export type AddressQuery = {
  /** The text to compare with names. */
  readonly text: string
  /** The text as pinyin or initials, when it is typed in Latin letters; otherwise null. */
  readonly letters: string | null
}

const vague = /(附近|旁边?|对面|门口|门前|路口|交叉口|一带|周边|里面|上)$/

/** Reads a query; undefined when nothing is left to look for. */
export function findAddressQuery(typed: string): AddressQuery | undefined {
  const narrow = typed.normalize('NFKC').replace(/\s+/g, '')
  let text = narrow
  for (let shorter = text.replace(vague, ''); shorter !== text && shorter !== ''; ) {
    text = shorter
    shorter = text.replace(vague, '')
  }
  if (text === '') return undefined
  // An input method often turns only the end of jhl12号 into Chinese; a number says enough without its sign.
  const latin = text.replace(/(?<=\d)号$/, '')
  const isLatin = /^[a-z0-9'-]*$/i.test(latin) && /[a-z]/i.test(latin)
  return { text, letters: isLatin ? latin.toLowerCase().replace(/[^a-z0-9]/g, '') : null }
}
