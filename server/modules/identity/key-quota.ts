/**
 * Holds keys to their requests a minute, all servers of the database together. A server takes requests out of the database
 * in batches of a tenth of what is left, so that most requests pay no write; near the end it takes one at a time, so that
 * neither server keeps what the other could still give. More than there are is never given. It is no act: nothing of the
 * county changes.
 */
import { ApiKeyProblem } from '#domain/identity/api-key.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'

const minute = 60_000

/** What this server may still give of a minute; `isSpent` once the database had nothing more. */
type Batch = { readonly minute: number; left: number; readonly isSpent: boolean }

export type KeyQuota = {
  /** Counts a request of a key; throws `api-key.quota-spent`. */
  take(key: Actor, now: Date): Promise<void>
}

// A server whose clock is a little behind counts on in the minute that another has begun.
const statement = `
  insert into identity.api_key_counts as c (adcode, key_id, minute, taken, granted)
  values ($1, $2, $3::timestamptz, greatest(1, least(100, $4::int / 10)), greatest(1, least(100, $4::int / 10)))
  on conflict (adcode, key_id) do update set
    (minute, taken, granted) = (
      select case when b.goes_on then c.minute else excluded.minute end,
        case when b.goes_on then c.taken + b.batch else excluded.taken end,
        case when b.goes_on then b.batch else excluded.granted end
      from (select c.minute between $3::timestamptz and $3::timestamptz + interval '1 minute' as goes_on,
        greatest(1, least(100, ($4::int - c.taken) / 10)) as batch) b)
    where c.taken < $4::int or c.minute not between $3::timestamptz and $3::timestamptz + interval '1 minute'
  returning granted`

/** Makes the counter of one server; its database is asked for late. */
export function createKeyQuota(database: () => Database): KeyQuota {
  const batches = new Map<string, Batch>()
  const asked = new Map<string, Promise<void>>()
  const ask = async ({ id, adcode }: Actor, limit: number, at: number): Promise<void> => {
    const rows = await database().rows<{ granted: number }>(statement, [adcode, id, new Date(at), limit])
    const left = rows[0]?.granted ?? 0
    batches.set(id, { minute: at, left, isSpent: left === 0 })
  }
  return {
    async take(key, now) {
      const limit = key.requestsPerMinute
      if (!limit) return
      const at = Math.floor(now.getTime() / minute) * minute
      for (;;) {
        const batch = batches.get(key.id)
        const isOfNow = batch?.minute === at
        if (isOfNow && batch.left > 0) {
          batch.left -= 1
          return
        }
        if (isOfNow && batch.isSpent) {
          const retryAfterSeconds = Math.max(1, Math.ceil((at + minute - now.getTime()) / 1000))
          throw ApiKeyProblem.quotaSpent({ limit, retryAfterSeconds })
        }
        // However many wait for the next batch, it is asked for once.
        const asking = asked.get(key.id) ?? ask(key, limit, at).finally(() => asked.delete(key.id))
        asked.set(key.id, asking)
        await asking
      }
    },
  }
}
