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
