/**
 * A copy of many cases made while four connections write, and brought back: what was acknowledged before the recovery
 * point is there; measured against pg_restore of Debian's PostgreSQL on as many rows.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { findDebianPostgres, startDebianPostgres } from '../scripts/debian-postgres.ts'
import { makeBackupKey, readOperatorKey } from '../server/platform/backup/backup-key.ts'
import { checkCopy } from '../server/platform/backup/check-copy.ts'
import { makeCopy } from '../server/platform/backup/make-copy.ts'
import { restoreInto } from '../server/platform/backup/restore-copy.ts'
import { migrate } from '../server/platform/database/migrate.ts'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { runSql, urlOfDatabase } from '../server/platform/testing/template-database.ts'
import { layCases } from './lay-cases.ts'
import { numberFrom, type Trial } from './trial.ts'

const product = 'trial'
/** With fewer rows the start of the database and the look at it take longer than the rows. */
const largeRows = 500_000
const log = (): void => {}
const seconds = (began: number): number => Math.round((performance.now() - began) / 100) / 10

const toNumber = (lsn: string): bigint => {
  const [high = '0', low = '0'] = lsn.split('/')
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`)
}

type Acknowledged = { readonly writer: number; readonly row: number; readonly lsn: string }

/** Four connections that write one row after the other until they are told to end. */
function write(url: string): { end(): Promise<Acknowledged[]> } {
  let isEnded = false
  const acknowledged: Acknowledged[] = []
  const writers = [1, 2, 3, 4].map(async (writer) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    for (let row = 0; !isEnded; row++) {
      await client.query('insert into kept values ($1, $2)', [writer, row])
      const { rows } = await client.query<{ lsn: string }>('select pg_current_wal_insert_lsn()::text lsn')
      acknowledged.push({ writer, row, lsn: rows[0]?.lsn ?? '' })
    }
    await client.end()
  })
  return {
    end: async () => {
      isEnded = true
      await Promise.all(writers)
      return acknowledged
    },
  }
}

const sums = `select (select count(*) || ' ' || sum(hashtextextended(c::text, 0)::numeric) from cases.cases c) as cases,
  (select array_agg(writer || ' ' || "row") from kept) as kept`

type Sums = { cases: string; kept: string[] }

async function read(url: string): Promise<Sums> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<Sums>(sums)
  await client.end()
  return rows[0] ?? { cases: '', kept: [] }
}

/** How long pg_restore needs for as many rows; undefined where there is no PostgreSQL of Debian. */
async function measureRestore(count: number, folder: string): Promise<number | undefined> {
  const version = findDebianPostgres()
  if (!version) return undefined
  const server = await startDebianPostgres(version, [])
  try {
    for (const name of ['rows', 'again']) await runSql(server.url, `create database ${name}`)
    await migrate(urlOfDatabase(server.url, 'rows'))
    await layCases(urlOfDatabase(server.url, 'rows'), count)
    const bin = join('/usr/lib/postgresql', version, 'bin')
    const file = join(folder, 'rows.dump')
    spawnSync(join(bin, 'pg_dump'), ['-Fc', '-f', file, '-d', urlOfDatabase(server.url, 'rows')])
    const began = performance.now()
    spawnSync(join(bin, 'pg_restore'), ['-d', urlOfDatabase(server.url, 'again'), file])
    return seconds(began)
  } finally {
    await server.stop()
  }
}

async function copyAndRestore(folder: string, count: number) {
  const dataFolder = join(folder, 'data')
  await mkdir(dataFolder)
  const open = await openDatabase({ dataFolder, log })
  try {
    await migrate(open.ownerUrl)
    await layCases(open.ownerUrl, count)
    await runSql(open.ownerUrl, 'create table kept (writer int, "row" int, primary key (writer, "row"))')
    await makeBackupKey(dataFolder, join(folder, 'key.txt'))
    const key = await readOperatorKey(join(folder, 'key.txt'))
    const writing = write(open.ownerUrl)
    const began = performance.now()
    const made = await makeCopy({
      dataFolder,
      place: join(folder, 'copies'),
      database: { kind: 'embedded', ownerUrl: open.ownerUrl },
      adcode: '530127',
      product,
      now: new Date(),
      withKeys: false,
      freshDays: 28,
    })
    const backupSeconds = seconds(began)
    const acknowledged = await writing.end()
    const today = await read(open.ownerUrl)
    const checking = performance.now()
    const copy = await checkCopy(made.folder, { verifier: key.verifier, product })
    const checkSeconds = seconds(checking)
    const into = join(folder, 'restored')
    await mkdir(into)
    const restoring = performance.now()
    const restored = await restoreInto(into, { copy, key, log, inspect: ({ ownerUrl }) => read(ownerUrl) })
    const restoreSeconds = seconds(restoring)
    const end = toNumber(made.manifest.recoveryPoint.lsn)
    const there = new Set(restored.report.kept)
    const due = acknowledged.filter((it) => toNumber(it.lsn) <= end)
    return {
      lost: due.filter((it) => !there.has(`${it.writer} ${it.row}`)).length,
      acknowledgedBeforePoint: due.length,
      casesAlike: restored.report.cases === today.cases,
      databaseMegabytes: Math.round(made.manifest.database.bytes / 1048576),
      copyMegabytes: Math.round((await stat(join(made.folder, 'database.tar.zst.age'))).size / 1048576),
      backupSeconds,
      checkSeconds,
      restoreSeconds,
    }
  } finally {
    await open.close()
  }
}

export const trial: Trial = {
  numbers: [25],
  name: { zh: '负载下备份，恢复到空目录', en: 'a copy under load, restored into an empty folder' },
  run: async () => {
    const rows = numberFrom('JINGWEI_TRIAL_ROWS', 1_000_000)
    const folder = await mkdtemp(join(tmpdir(), 'jingwei-copy-'))
    try {
      const facts = await copyAndRestore(folder, rows)
      const pgRestoreSeconds = await measureRestore(rows, folder)
      const ratio =
        pgRestoreSeconds === undefined
          ? undefined
          : Math.round((facts.restoreSeconds / pgRestoreSeconds) * 100) / 100
      return {
        ok:
          facts.lost === 0 &&
          facts.acknowledgedBeforePoint > 0 &&
          facts.casesAlike &&
          (rows < largeRows || (ratio ?? 0) <= 2),
        facts: {
          rows,
          ...facts,
          pgRestoreSeconds: pgRestoreSeconds ?? 'not installed',
          ratio: ratio ?? 'not measured',
        },
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}
