/**
 * The files of the embedded database while it runs, by PostgreSQL's own backup mode: the server is told that a copy
 * begins, the files are read as they are, and with the log written meanwhile they become one consistent whole when the
 * copy is started. A slot that falls with our connection keeps that log from being recycled.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { AdminAccess } from '../database/embedded/admin-access.ts'
import { addFile, addFolder, addText, type Packing } from './archive.ts'
import { BackupProblem } from './problems.ts'

/** What was acknowledged before `at` is in the copy; `lsn` is where its log ends. */
export type RecoveryPoint = { readonly at: string; readonly lsn: string }

const backupKey = 530_127_005

// What PostgreSQL makes anew at every start, and what is written by hand below.
const emptied = new Set([
  'pg_wal',
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const leftOut =
  /^(postmaster\.(pid|opts)|backup_label.*|tablespace_map.*|pg_internal\.init.*|pgsql_tmp.*|current_logfiles.*)$/

/** Opens the superuser's connection and takes the lock of backups; throws `backup.under-way`. */
export async function openForCopy(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'jingwei backup' })
  client.on('error', () => {}) // The statement that is running reports it.
  await client.connect()
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) got', [backupKey])
  if (rows[0]?.got) return client
  await client.end()
  throw BackupProblem.underWay({})
}

/** Adds the whole running cluster to `pack`, as `cluster/…`, and ends it; answers how far the copy reaches. */
export async function copyCluster(
  client: pg.Client,
  { home, password }: AdminAccess,
  pack: Packing,
): Promise<RecoveryPoint> {
  const slot = `jingwei_backup_${process.pid}`
  await client.query('select pg_create_physical_replication_slot($1, true, true)', [slot])
  const { rows: begun } = await client.query<{ file: string }>(
    `select pg_walfile_name(pg_backup_start('jingwei', true)) file`,
  )
  await addFolderOf(pack, home.cluster, 'cluster')
  const { rows: now } = await client.query<{ at: Date }>('select clock_timestamp() at')
  // Nothing waits for an archive: the log is read from where the slot keeps it.
  const { rows } = await client.query<{ lsn: string; file: string; label: string; map: string }>(
    `select lsn::text lsn, pg_walfile_name(lsn) file, labelfile label, spcmapfile map from pg_backup_stop(false)`,
  )
  const [ended] = rows
  const at = now[0]?.at
  if (!ended || !at) throw new Error('the backup mode ended without an answer')
  await addText(pack, 'cluster/backup_label', ended.label)
  if (ended.map) await addText(pack, 'cluster/tablespace_map', ended.map)
  await addLog(pack, home.cluster, begun[0]?.file ?? '', ended.file)
  await addText(pack, 'password', password)
  pack.finalize()
  await client.query('select pg_drop_replication_slot($1)', [slot])
  return { at: at.toISOString(), lsn: ended.lsn }
}

async function addFolderOf(pack: Packing, folder: string, name: string): Promise<void> {
  await addFolder(pack, name)
  // A folder may go while we walk: a database or table that was dropped.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (leftOut.test(entry.name)) continue
    const [path, inside] = [join(folder, entry.name), `${name}/${entry.name}`]
    if (!entry.isDirectory()) await addFile(pack, inside, path)
    else if (name === 'cluster' && emptied.has(entry.name)) await addFolder(pack, inside)
    else await addFolderOf(pack, path, inside)
  }
}

/** The files of the log from `first` to `last`, which are named in their order. */
async function addLog(pack: Packing, cluster: string, first: string, last: string): Promise<void> {
  const names = (await readdir(join(cluster, 'pg_wal'))).filter((it) => /^[0-9A-F]{24}$/.test(it)).sort()
  const needed = names.filter((it) => it >= first && it <= last)
  if (needed[0] !== first || needed.at(-1) !== last)
    throw new Error(`the log of the copy is not whole: ${first} to ${last} of ${names.join(' ')}`)
  for (const it of needed) await addFile(pack, `cluster/pg_wal/${it}`, join(cluster, 'pg_wal', it))
}
