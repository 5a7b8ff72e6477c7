/** The unified social credit code (统一社会信用代码) and its check character, GB 32100-2015. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** The 18th character for the first 17; undefined when one of them is not of the alphabet. */
export function creditCodeCheck(first17: string): string | undefined {
  if (first17.length !== 17) return undefined
  let sum = 0
  for (const [index, character] of [...first17].entries()) {
    const value = alphabet.indexOf(character)
    if (value < 0) return undefined
    sum += value * (weights[index] ?? 0)
  }
  return alphabet[(31 - (sum % 31)) % 31]
}

/** Whether `code` is a well-formed credit code with the right check character. */
export const isCreditCode = (code: string): boolean =>
  code.length === 18 && creditCodeCheck(code.slice(0, 17)) === code[17]
