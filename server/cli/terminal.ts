/**
 * Speaking to the person at the terminal: results go to standard output, everything else to standard error, in
 * the language of --lang or of the environment, and in both where the environment names neither.
 */
import type { Writable } from 'node:stream'
import { inLanguage, type Language, type Sentence } from '#domain/problem.ts'

export type Terminal = {
  /** The text for this reader; in both languages on two lines where none is known. */
  text(sentence: Sentence): string
  /** The same on one line, for tables and help. */
  label(sentence: Sentence): string
  /** Prints a line of the result. */
  print(line: string): void
  /** Says something that is not the result. */
  note(sentence: Sentence): void
  /** Whether somebody watches standard error live. */
  readonly isWatched: boolean
  readonly language: Language | undefined
}

export type Streams = { readonly out: Writable; readonly err: Writable & { isTTY?: boolean } }

/** The language that `--lang` or the environment asks for; undefined where it asks for none of ours. */
export function findLanguage(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Language | undefined {
  const at = args.findIndex((it) => it === '--lang' || it.startsWith('--lang='))
  const given = at < 0 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1])
  const locale = given ?? (environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '')
  if (/^zh/i.test(locale)) return 'zh-CN'
  return /^en/i.test(locale) ? 'en' : undefined
}

/** Opens the terminal for a reader of `language`. */
export function openTerminal(language: Language | undefined, { out, err }: Streams): Terminal {
  const joined = (sentence: Sentence, separator: string): string =>
    language ? inLanguage(sentence, language) : [...new Set([sentence.zh, sentence.en])].join(separator)
  const text = (sentence: Sentence): string => joined(sentence, '\n')
  return {
    text,
    label: (sentence) => joined(sentence, ' · '),
    print: (line) => void out.write(`${line}\n`),
    note: (sentence) => void err.write(`${text(sentence)}\n`),
    isWatched: err.isTTY === true,
    language,
  }
}

const wide = /\p{Script=Han}|[\u3000-\u303f\uff00-\uff60\uffe0-\uffe6]/u

/** How many columns a text takes on a terminal: Chinese characters and full-width signs take two. */
export const columnsOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0)

/** Rows as aligned columns, the first row as the heading. */
export function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, index) =>
    Math.max(...rows.map((row) => columnsOf(row[index] ?? ''))),
  )
  return rows.map((row) =>
    row
      .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - columnsOf(cell)))
      .join('  ')
      .trimEnd(),
  )
}
