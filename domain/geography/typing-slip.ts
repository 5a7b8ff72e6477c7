/**
 * Whether a name was typed with one slip: a wrong, missing, added or swapped sign. Digits are never forgiven, since 12号 and
 * 13号 are two doors.
 */

const digitsOf = (text: string): string => text.replace(/\D+/g, ' ').trim()

/** Whether two different texts become the same by one slip that leaves their numbers alone. */
export function isOneSlipAway(typed: string, name: string): boolean {
  if (typed === name || digitsOf(typed) !== digitsOf(name)) return false
  const [a, b] = [[...typed], [...name]]
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/**
 * Three pieces of a text, as even as can be, of which one slip leaves at least one whole: what to look for before comparing
 * sign by sign. Two swapped signs may fall into two pieces, so three signs or more always make three.
 */
export function piecesForSlip(typed: string): string[] {
  const signs = [...typed]
  const cut = (third: number): number => Math.round((signs.length * third) / 3)
  return [0, 1, 2].map((at) => signs.slice(cut(at), cut(at + 1)).join('')).filter((it) => it !== '')
}
