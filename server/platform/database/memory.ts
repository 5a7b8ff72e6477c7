/**
 * What is read far more often than it changes (settings, names, rules) is kept in this process for a moment. An
 * announcement makes it forget at once; a change made by another process is seen after `freshMilliseconds`.
 */
import { steadyMilliseconds } from '../clock.ts'
import type { Database } from './database.ts'

type Kept<Value> = { readonly since: number; readonly value: Promise<Value> }

export type Memory<Value> = {
  /**
   * The kept value of `key`, loaded when it is missing or old. A failed load is not kept. It is for everybody who asks, so
   * it is loaded behind the wall of the house and `load` names its county itself.
   */
  recall(db: Database, key: string, load: (house: Database) => Promise<Value>): Promise<Value>
  /** Forgets one key, or everything about `db`; a load under way is not kept either. */
  forget(db: Database, key?: string): void
}

/** Makes a memory whose values are trusted for `freshMilliseconds`. */
export function createMemory<Value>(freshMilliseconds: number): Memory<Value> {
  const kept = new WeakMap<Database, Map<string, Kept<Value>>>()
  return {
    recall: ({ house }, key, load) => {
      const values = kept.get(house) ?? new Map<string, Kept<Value>>()
      kept.set(house, values)
      const found = values.get(key)
      if (found && steadyMilliseconds() - found.since < freshMilliseconds) return found.value
      const value = load(house)
      values.set(key, { since: steadyMilliseconds(), value })
      value.catch(() => values.delete(key))
      return value
    },
    forget: ({ house }, key) => {
      if (key === undefined) kept.delete(house)
      else kept.get(house)?.delete(key)
    },
  }
}
