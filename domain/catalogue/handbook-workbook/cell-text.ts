/** From what stands in a cell to what is meant: full-width signs, codes with or without their zero, limits as text. */
import type { Sentence } from '#domain/problem.ts'
import type { Limit } from '../limit.ts'
import type { WorkbookMapping } from './mapping.ts'

/** Full-width digits, letters, brackets and blanks become plain ones, as codes and limits are written in both. */
export const toHalfWidth = (text: string): string =>
  text
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0]/g, ' ')

/** A text of several lines: its breaks are kept, blanks around it are not. */
export const toParagraphs = (text: string): string => text.replace(/\r\n?/g, '\n').trim()

/** A text of one line: in names and conditions a break within the cell is layout, so it counts as a blank. */
export const toLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** A code of `width` digits from `1`, `01`, `０１` or the number 1; undefined for anything else. */
export function parseDigits(text: string, width: number): string | undefined {
  const plain = toHalfWidth(text).trim()
  return /^\d+$/.test(plain) && plain.length <= width ? plain.padStart(width, '0') : undefined
}

/** A limit that was read, or why it was not. */
export type LimitReading = { readonly limit: Limit } | { readonly refused: Sentence }

type Words = Pick<WorkbookMapping, 'limitWords' | 'limitEndings'>

/** Reads `2紧急工作时`, `４小时` or `15 天` by the words of the mapping; whatever is left over is refused. */
export function parseLimit(text: string, words: Words): LimitReading {
  const plain = toHalfWidth(text).replace(/\s+/g, '')
  const [digits] = /^\d+(?:\.\d+)?/.exec(plain) ?? []
  const rest = plain.slice(digits?.length ?? 0)
  if (digits === undefined || Number(digits) <= 0)
    return {
      refused: { zh: `时限“${text}”不以数字开头`, en: `the limit “${text}” does not begin with a number` },
    }
  const word = Object.keys(words.limitWords)
    .filter((it) => rest.startsWith(it))
    .sort((a, b) => b.length - a.length)[0]
  const unit = word === undefined ? undefined : words.limitWords[word]
  if (word === undefined || unit === undefined)
    return {
      refused: { zh: `时限“${text}”的单位不在对照中`, en: `the mapping does not know the unit of “${text}”` },
    }
  const ending = rest.slice(word.length)
  if (ending !== '' && !words.limitEndings.some((it) => it.text === ending))
    return {
      refused: {
        zh: `时限“${text}”在单位之后还有“${ending}”，对照没有说明它的意思`,
        en: `after its unit the limit “${text}” goes on with “${ending}”, which the mapping does not explain`,
      },
    }
  return { limit: { value: Number(digits), unit } }
}
