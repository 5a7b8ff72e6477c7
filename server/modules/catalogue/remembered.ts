/**
 * What is read far more often than it changes (calendars, the version in force, vocabularies) is remembered in this
 * process. Announcements clear it at once; a change made by another process is seen after `freshMilliseconds`.
 */
import { steadyMilliseconds } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { Listener } from '#platform/relay/relay.ts'

const freshMilliseconds = 5_000

type Kept = { readonly since: number; readonly value: Promise<unknown> }
const kept = new WeakMap<Database, Map<string, Kept>>()

/** The remembered value of `key`, loaded when it is missing or old. A failed load is not remembered. */
export function remembered<Value>(
  { house: db }: Database,
  key: string,
  load: (house: Database) => Promise<Value>,
): Promise<Value> {
  const values = kept.get(db) ?? new Map<string, Kept>()
  kept.set(db, values)
  const found = values.get(key)
  if (found && steadyMilliseconds() - found.since < freshMilliseconds) return found.value as Promise<Value>
  const value = load(db)
  values.set(key, { since: steadyMilliseconds(), value })
  value.catch(() => values.delete(key))
  return value
}

/** Forgets everything about `db`; a load under way is not kept either, since it may have read the old state. */
export const forgetRemembered = ({ house: db }: Database): void => {
  kept.delete(db)
}

/** Forgets when a catalogue or a calendar changed. */
export const forgetWhenChanged =
  (db: Database): Listener =>
  (announcements) => {
    if (announcements.some((it) => it.name.startsWith('catalogue.') || it.name === 'calendar.changed'))
      forgetRemembered(db)
  }
