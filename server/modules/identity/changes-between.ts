/** What a change changed, field by field, as the audit line keeps it beside the answer. */
import { isDeepStrictEqual } from 'node:util'

/** Field → before and after of every field of `after` that differs; lists are compared without their order. */
export function changesBetween<Fields extends object>(
  before: Fields,
  after: Fields,
): { changed: Record<string, [unknown, unknown]> } {
  const sorted = (it: unknown): unknown => (Array.isArray(it) ? [...it].sort() : it)
  const was = before as Readonly<Record<string, unknown>>
  return {
    changed: Object.fromEntries(
      Object.entries(after)
        .filter(([field, value]) => !isDeepStrictEqual(sorted(was[field]), sorted(value)))
        .map(([field, value]) => [field, [was[field], value]]),
    ),
  }
}
