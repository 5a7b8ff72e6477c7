/** The database of a server as a dump of one snapshot, and back into an empty database. */
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { splitHosts } from '../database/primary/split-hosts.ts'
import { runProgram } from './client-programs.ts'
import type { RecoveryPoint } from './cluster-copy.ts'
import { countRows } from './count-rows.ts'
import { BackupProblem } from './problems.ts'
import { withClient } from './read-database-facts.ts'
import type { Bytes, Sealed } from './sealed-file.ts'

export type Dumped = {
  readonly sealed: Sealed
  readonly point: RecoveryPoint
  /** Rows of each table in the snapshot that was dumped. */
  readonly rows: Record<string, number>
}

/** Dumps what `client` sees in one snapshot; rows are counted in the same. */
export async function dumpDatabase(
  client: pg.Client,
  url: string,
  seal: (source: Bytes) => Promise<Sealed>,
): Promise<Dumped> {
  await client.query('begin isolation level repeatable read read only')
  const { rows } = await client.query<{ snapshot: string; lsn: string; at: Date }>(
    `select pg_export_snapshot() snapshot, pg_current_wal_lsn()::text lsn, clock_timestamp() at`,
  )
  const [point] = rows
  if (!point) throw new Error('no snapshot was exported')
  const args = ['--format=custom', '--compress=0', `--snapshot=${point.snapshot}`]
  const { child, ended } = runProgram('pg_dump', args, url)
  if (!child.stdout) throw new Error('pg_dump has no output')
  const sealed = await seal(child.stdout)
  await ended
  const counted = await countRows(client)
  await client.query('rollback')
  return { sealed, point: { at: point.at.toISOString(), lsn: point.lsn }, rows: counted }
}

/** Throws `backup.database-not-empty` where there is a table or schema of anybody's. */
export const requireEmptyDatabase = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ what: string }>(
      `select nspname what from pg_namespace
       where nspname not in ('pg_catalog', 'information_schema', 'public') and nspname not like 'pg\\_%'
       union all select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public' limit 1`,
    )
    if (rows[0]) throw BackupProblem.databaseNotEmpty({ what: rows[0].what })
  })

/**
 * Puts a dump into the empty database of `ownerUrl`. Owners and rights are left out: the roles of another cluster may be
 * missing here, and a migration brings in line what the program may do.
 */
export async function restoreDump(dump: Readable, ownerUrl: string): Promise<void> {
  const args = [
    '--no-owner',
    '--no-privileges',
    '--exit-on-error',
    '--single-transaction',
    `--dbname=${new URL(splitHosts(ownerUrl)[0] ?? '').pathname.slice(1)}`,
  ]
  const { child, ended } = runProgram('pg_restore', args, ownerUrl)
  if (!child.stdin) throw new Error('pg_restore has no input')
  child.stdout?.resume()
  // Where pg_restore gives up, its own words say more than the broken pipe.
  await pipeline(dump, child.stdin).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') await ended
    throw error
  })
  await ended
}
