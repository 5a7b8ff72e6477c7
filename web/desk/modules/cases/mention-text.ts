/** Mentions in the text of a note: what is being typed after an @, who fits it, and where the names stand in a text. */

/** Somebody who can be mentioned, with how the name sounds. */
export type Mentionable = {
  readonly id: string
  readonly name: string
  readonly pinyin: string
  readonly initials: string
}

/** What stands between the @ before the caret and the caret, and where the @ is. An @ inside a word is an address. */
export function findQuery(text: string, caret: number): { from: number; query: string } | undefined {
  const found = /(?:^|[^\w@])@([\p{L}\d]{0,20})$/u.exec(text.slice(0, caret))
  const query = found?.[1]
  return query === undefined ? undefined : { from: caret - query.length - 1, query }
}

/** Those whose name, pinyin or initials begin with what was typed, then those whose name holds it; at most eight. */
export function matchPeople<P extends Mentionable>(people: readonly P[], query: string): P[] {
  const typed = query.toLowerCase()
  const rank = (it: P): number =>
    it.name.startsWith(query)
      ? 0
      : it.pinyin.startsWith(typed) || it.initials.startsWith(typed)
        ? 1
        : it.name.includes(query)
          ? 2
          : 3
  return people
    .map((it) => ({ it, rank: rank(it) }))
    .filter(({ rank: at }) => at < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, 8)
    .map(({ it }) => it)
}

/** A text in pieces, of which some are mentions of `names`; of two names that begin alike the longer one counts. */
export function splitMentions(
  text: string,
  names: readonly string[],
): { text: string; isMention: boolean }[] {
  const marks = [...names].sort((a, b) => b.length - a.length).map((it) => `@${it}`)
  const pieces: { text: string; isMention: boolean }[] = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const mark = marks.find((it) => text.startsWith(it, at))
    if (!mark) {
      plain += text[at]
      at += 1
      continue
    }
    if (plain) pieces.push({ text: plain, isMention: false })
    pieces.push({ text: mark, isMention: true })
    plain = ''
    at += mark.length
  }
  return plain ? [...pieces, { text: plain, isMention: false }] : pieces
}
