/**
 * What the embedded PostgreSQL is told at every start. Durability is stated and not left to a file someone may
 * have edited; memory follows the machine, of which the database takes a sixth: Node and screens live there too.
 */
import { createHash } from 'node:crypto'
import { statfsSync } from 'node:fs'
import { totalmem } from 'node:os'

export type ServerSettings = Readonly<Record<string, string>>

const megabyte = 1024 * 1024
const between = (low: number, value: number, high: number): number =>
  Math.round(Math.min(high, Math.max(low, value)))

/** The memory this process may count on, in MB: the machine's, or the container's where that is less. */
function memoryMegabytes(): number {
  const limit = process.constrainedMemory()
  const total = totalmem()
  return (limit > 0 && limit < total ? limit : total) / megabyte
}

/** Memory settings for a machine of `megabytes`. */
export function memorySettings(megabytes: number): ServerSettings {
  return {
    shared_buffers: `${between(64, megabytes / 6, 4096)}MB`,
    effective_cache_size: `${between(128, megabytes / 2, 65536)}MB`,
    work_mem: `${between(4, megabytes / 512, 32)}MB`,
    maintenance_work_mem: `${between(32, megabytes / 32, 512)}MB`,
    wal_buffers: '16MB',
    max_wal_size: `${between(512, megabytes / 8, 4096)}MB`,
  }
}

/** Shared memory in containers is often 64 MB, too little for parallel plans: there, files are used. */
function sharedMemoryKind(): string {
  if (process.platform !== 'linux') return 'posix'
  try {
    const { blocks, bsize } = statfsSync('/dev/shm')
    return blocks * bsize >= 256 * megabyte ? 'posix' : 'mmap'
  } catch {
    return 'mmap'
  }
}

const always = (logFolder: string): ServerSettings => ({
  max_connections: '200',
  random_page_cost: '1.1',
  jit: 'off',
  dynamic_shared_memory_type: sharedMemoryKind(),
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: logFolder,
  // A file for each day of the week, emptied when the day comes again: a week is kept, no more.
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_min_duration_statement: '2s',
  // Values of rows are personal data and stay out of the log.
  log_parameter_max_length: '0',
  log_error_verbosity: 'terse',
})

/** Settings of a cluster that keeps records: an acknowledged row survives the loss of power. */
export const durableSettings = (logFolder: string): ServerSettings => ({
  ...always(logFolder),
  ...memorySettings(memoryMegabytes()),
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
})

/** Settings of a throw-away cluster for tests, small and not safe against anything. */
export const throwAwaySettings = (logFolder: string): ServerSettings => ({
  ...always(logFolder),
  ...memorySettings(1024),
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum_naptime: '10min',
})

/** A short mark of settings and release, by which a running server shows whether it was started with these. */
export const markOfSettings = (settings: ServerSettings, release: string): string =>
  createHash('sha256')
    .update(JSON.stringify([release, settings]))
    .digest('hex')
    .slice(0, 16)
