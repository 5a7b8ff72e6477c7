/**
 * What differs between two documents of a section, thing by thing and field by field. It knows nothing of what the
 * things are; each is a plain value under its key.
 */
import { z } from 'zod'

/** A place in a thing with what stood and stands there, as text; null where nothing stands. */
export const DocumentField = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type DocumentField = z.infer<typeof DocumentField>

/** A thing that differs; `kept` is one that the document does not name and that stays. */
export const DocumentChange = z.object({
  key: z.string(),
  change: z.enum(['added', 'changed', 'ended', 'kept']),
  fields: z.array(DocumentField),
})
export type DocumentChange = z.infer<typeof DocumentChange>

/** The leaves of a value by their path; what is empty has none. */
function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined || value === '') return leaves
  if (Array.isArray(value) && value.every((it) => typeof it !== 'object')) {
    if (value.length) leaves.set(path, value.join('、'))
  } else if (typeof value === 'object')
    for (const [key, it] of Object.entries(value)) leavesOf(it, path ? `${path}.${key}` : key, leaves)
  else leaves.set(path, String(value))
  return leaves
}

function fieldsBetween(before: unknown, after: unknown): DocumentField[] {
  const [old, fresh] = [leavesOf(before), leavesOf(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((path) => {
    const [was, is] = [old.get(path) ?? null, fresh.get(path) ?? null]
    return was === is ? [] : [{ path, before: was, after: is }]
  })
}

/** Every thing that differs, in the order of its key. */
export function documentDifference(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
  missing: 'kept' | 'ended',
): DocumentChange[] {
  const changes: DocumentChange[] = []
  for (const [key, it] of after) {
    const fields = fieldsBetween(before.get(key), it)
    if (!before.has(key) || fields.length)
      changes.push({ key, change: before.has(key) ? 'changed' : 'added', fields })
  }
  for (const [key, it] of before)
    if (!after.has(key))
      changes.push({ key, change: missing, fields: missing === 'kept' ? [] : fieldsBetween(it, undefined) })
  return changes.sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** Whether a difference asks for anything to be written. */
export const isDemanding = (changes: readonly DocumentChange[]): boolean =>
  changes.some((it) => it.change !== 'kept')
