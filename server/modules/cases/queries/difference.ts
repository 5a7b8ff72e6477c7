/** A difference between a row and the replay of its log, and how values are compared whatever the order of their keys. */

/** `caseId` is the case of the row, also where an inner order differs. */
export type Difference = { adcode: string; caseId: string; field: string; stored: unknown; replayed: unknown }

/** JSON with sorted keys: the database keeps no order of keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) =>
    it && typeof it === 'object' && !Array.isArray(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  )
}
