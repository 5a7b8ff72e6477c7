/** Numbers as people write them in addresses: 十二, 一百零三, 两百, 二〇三. Only what stands before 号 or 米 is touched. */
const digits = new Map([...'〇一二三四五六七八九'].map((it, index) => [it, index] as const))
digits.set('零', 0).set('两', 2)
const units = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])

/** The value of a Chinese numeral up to thousands; undefined for anything else. */
export function findChineseNumber(text: string): number | undefined {
  if (text === '') return undefined
  const signs = [...text]
  if (signs.every((it) => digits.has(it))) return Number(signs.map((it) => digits.get(it)).join(''))
  let sum = 0
  let digit: number | undefined
  for (const sign of signs) {
    const unit = units.get(sign)
    if (unit === undefined) {
      digit = digits.get(sign)
      if (digit === undefined) return undefined
    } else {
      sum += (digit ?? 1) * unit
      digit = undefined
    }
  }
  return sum + (digit ?? 0)
}

/** A text whose Chinese numerals before 号 and 米 are Arabic: 文化路十二号 → 文化路12号. */
export const withArabicNumbers = (text: string): string =>
  text.replace(/[〇零一二两三四五六七八九十百千]+/g, (it, at: number) =>
    /^[号米]/.test(text.slice(at + it.length, at + it.length + 1)) ? String(findChineseNumber(it) ?? it) : it,
  )
