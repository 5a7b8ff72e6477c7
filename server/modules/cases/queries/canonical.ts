/** Values as text that can be compared, whatever order the database gave their keys. */

/** JSON with sorted keys: the database keeps no order of keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    it && typeof it === 'object' && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  )
}
