/** The organisation code (组织机构代码) inside a credit code, and its check character, GB 11714-1997. */
const weights = [3, 7, 9, 10, 5, 8, 4, 2]

/** The ninth character for the first eight (digits and capitals); undefined when they are no such eight. */
export function organisationCodeCheck(first8: string): string | undefined {
  if (!/^[0-9A-Z]{8}$/.test(first8)) return undefined
  const sum = weights.reduce(
    (total, weight, index) => total + weight * Number.parseInt(first8[index] ?? '', 36),
    0,
  )
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}
