/** What one server of several says of itself: whether it takes writes, and on which timeline. */
import pg from 'pg'

export type Sight = {
  readonly isPrimary: boolean
  /** Each promotion begins a timeline with the next number; 0 for a standby. */
  readonly timeline: number
  /** The cluster it is a copy of. */
  readonly system: string
}

const longestLook = 3_000

const question = `select not pg_is_in_recovery() as "isPrimary", system_identifier::text as system,
  case when pg_is_in_recovery() then 0
       else ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int end as timeline
  from pg_control_system()`

/** Asks the server of `url`; undefined where it does not answer in time. */
export async function lookAtHost(url: string): Promise<Sight | undefined> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'jingwei look',
    connectionTimeoutMillis: longestLook,
    query_timeout: longestLook,
  })
  client.on('error', () => {}) // Told by connect and query.
  try {
    await client.connect()
    return (await client.query<Sight>(question)).rows[0]
  } catch {
    return undefined // Away, or not letting us in: not one to work with now. `jingwei doctor` asks for the reason.
  } finally {
    // A server that stands still would not answer a farewell either.
    ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
  }
}
