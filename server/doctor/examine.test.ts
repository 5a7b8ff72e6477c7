/** The doctor finds each fault: every check is made to speak once, and is content with a sound installation. */
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuditKeeper } from '#platform/audit/audit-keeper.ts'
import { createChainer } from '#platform/audit/chainer.ts'
import { systemClock } from '#platform/clock.ts'
import { readConfig } from '#platform/config.ts'
import { connectDatabase, type Database } from '#platform/database/database.ts'
import { createLog } from '#platform/log.ts'
import { keyFile, makeKeyFile } from '#platform/sealing/key-source.ts'
import { createSealer } from '#platform/sealing/sealer.ts'
import { createTestDatabase } from '#platform/testing/test-database.ts'
import { runCommandLine } from '../cli/command-line.ts'
import { hourIn } from './checks/time-zones.ts'
import { checks, examine } from './examine.ts'
import { readMachine } from './machine.ts'
import type { Check, Machine, Patient } from './patient.ts'

const gigabyte = 2 ** 30

let folder: string
let test: Awaited<ReturnType<typeof createTestDatabase>>
let database: Database
let sound: Patient

const production = {
  JINGWEI_MODE: 'production',
  HOST: '127.0.0.1',
  JINGWEI_TRUSTED_PROXIES: '127.0.0.1',
  JINGWEI_SECURE_COOKIES: 'always',
  JINGWEI_AUDIT_FOLDER: '/nonexistent/seals',
}
const configOf = (environment: Record<string, string>) =>
  readConfig({ ...production, JINGWEI_DATA: folder, ...environment })
const isRoot = process.getuid?.() === 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jingwei-doctor-'))
  await mkdir(join(folder, 'screens', 'desk'), { recursive: true })
  await writeFile(join(folder, 'screens', 'desk', 'index.html'), '<!doctype html>')
  await mkdir(join(folder, 'secrets'), { mode: 0o700 })
  test = await createTestDatabase()
  database = connectDatabase(test.url, { size: 2 }).house
  const machine: Machine = {
    now: new Date(),
    nodeVersion: 'v24.0.0',
    userId: 1000,
    memoryBytes: 8 * gigabyte,
    openFiles: 65_536,
    space: async () => ({ free: 50 * gigabyte, total: 100 * gigabyte }),
    chineseFonts: async () => ['Noto Sans CJK SC'],
  }
  sound = { config: configOf({}), machine, database, screensFolder: join(folder, 'screens') }
})
afterAll(async () => {
  await database.close()
  await test.drop()
  await rm(folder, { recursive: true, force: true })
})

const checkNamed = (name: string): Check => {
  const found = checks.find((it) => it.name === name)
  if (!found) throw new Error(`there is no check ${name}`)
  return found
}
/** What one check says: severities and English sentences. */
const say = async (name: string, changes: Partial<Patient>): Promise<string[]> =>
  (
    await examine({ ...sound, machine: { ...sound.machine, now: new Date() }, ...changes }, [
      checkNamed(name),
    ])
  ).map((it) => `${it.severity}: ${it.sentence.en}`)
const machineWith = (changes: Partial<Machine>): Partial<Patient> => ({
  machine: { ...sound.machine, now: new Date(), ...changes },
})

const copied = (hoursAgo: number): Promise<unknown> =>
  test.asOwner(
    `insert into backup.runs (adcode, id, started_at, ended_at, outcome, name, folder, point_at, database_bytes, file_bytes, files, has_keys)
     values ('530127', gen_random_uuid(), now(), now(), 'done', 'a copy', '/', now() - make_interval(hours => $1), 1, 1, 1, false)`,
    [hoursAgo],
  )

it('backup-age: there is no copy, an old one, a fresh one', async () => {
  expect(await say('backup-age', {})).toEqual(['fault: There is no copy yet.'])
  await copied(100)
  expect(await say('backup-age', {})).toEqual(['warning: The newest copy is 100 hours old.'])
  await copied(2)
  expect(await say('backup-age', {})).toEqual(['fine: The newest copy is 2 hours old.'])
})

it('key-ring, audit-chain: what is gone, not linked, not sealed, not proved or found at fault', async () => {
  const later = (hours: number) => machineWith({ now: new Date(Date.now() + hours * 3_600_000) })
  expect(await say('key-ring', {})).toEqual(['fine: the key ring is made at the first start'])
  expect(await say('audit-chain', {})).toEqual(['fine: the audit is linked, sealed and proved'])
  expect(await say('audit-chain', { config: configOf({ JINGWEI_AUDIT_FOLDER: '' }) })).toEqual([
    'note: Seals of the audit lie on this machine alone.',
  ])
  await test.asOwner(
    `insert into platform.audit_entries (adcode, at, actor_id, actor_name, command, request_id, body_hash, input)
     values ('530127', now() - interval '10 minutes', gen_random_uuid(), 'a', 'jar.note', 'doctor-1', '', '{}')`,
  )
  expect(await say('audit-chain', {})).toEqual([
    expect.stringMatching(/^fault: 1 lines of the audit were not linked, the oldest for 60\d s/),
  ])
  const keys = join(folder, 'secrets', 'key-ring.json')
  const algorithm = () => 'sha256' as const
  const parts = { database, clock: systemClock, log: createLog('silent'), algorithm }
  await createChainer(parts).drain()
  expect(await say('key-ring', {})).toEqual([expect.stringMatching(/^fault: The key ring is gone/)])
  makeKeyFile(keys, 'aes', new Date())
  expect(await say('audit-chain', later(5))).toEqual([
    'note: The audit was never proved at the desk.',
    expect.stringMatching(/^warning: No seal that holds was found/),
  ])
  const signer = createSealer(keyFile(keys))
  await createAuditKeeper({ ...parts, signer, places: { folder: join(folder, 'audit') } }).seal()
  const proved = (faults: string) =>
    test.asOwner(
      `insert into audit.runs (adcode, id, kind, owner_id, owner_name, state, result, requested_at, heard_at, finished_at, version)
       values ('530127', gen_random_uuid(), 'check', gen_random_uuid(), 'a', 'done', '{"faults":${faults}}', now(), now(), clock_timestamp(), 1)`,
    )
  await proved('[1, 2]')
  expect(await say('audit-chain', later(5))).toEqual(['fault: The last proof of the audit found 2 faults.'])
  await proved('[]')
  expect(await say('audit-chain', later(5))).toEqual(['fine: the audit is linked, sealed and proved'])
  expect(await say('key-ring', {})).toEqual(['fine: the key ring is there'])
  expect(await say('key-ring', later(3 * 366 * 24))).toEqual([
    expect.stringMatching(/^note: The key .* 3.0 years/),
  ])
  await chmod(keys, 0o644)
  expect(await say('key-ring', {})).toEqual([expect.stringMatching(/^fault: /)])
  await chmod(keys, 0o600)
})

it('database-rights: the program works as the owner', async () => {
  const owner = connectDatabase(test.ownerUrl, { size: 1 }).house
  expect(await say('database-rights', { database: owner })).toEqual([
    expect.stringMatching(/^warning: The database account .* could change/),
  ])
  await owner.close()
})

it('finds nothing wrong with a sound installation, in both languages, and gives advice where it does', async () => {
  // The databases of the tests are not durable on purpose.
  const findings = (await examine({ ...sound, machine: { ...sound.machine, now: new Date() } })).filter(
    (it) => !/ is off: a power failure/.test(it.sentence.en),
  )
  expect(findings.filter((it) => it.severity !== 'fine')).toEqual([])
  const sick = await examine({
    ...sound,
    config: configOf({ HOST: '0.0.0.0', JINGWEI_TRUSTED_PROXIES: '' }),
    ...machineWith({ nodeVersion: 'v18.0.0', userId: 0, memoryBytes: gigabyte, openFiles: 1024 }),
  })
  for (const { severity, sentence, advice } of sick) {
    expect(sentence.zh).not.toBe('')
    if (severity !== 'fine') expect(advice?.zh).toMatch(/\p{Script=Han}/u)
  }
})

describe('the doctor says', () => {
  it.each<[string, () => Partial<Patient>, RegExp]>([
    ['node-version', () => machineWith({ nodeVersion: 'v22.1.0' }), /^fault: Node.js is v22/],
    ['user-account', () => machineWith({ userId: 0 }), /^warning: This runs as root/],
    ['memory', () => machineWith({ memoryBytes: 2 * gigabyte }), /^warning: There are 2.0 GB/],
    ['open-files', () => machineWith({ openFiles: 1024 }), /^warning: Only 1024 files/],
    [
      'disk-free',
      () => machineWith({ space: async () => ({ free: 1e6, total: 1e12 }) }),
      /^fault: .*0.0 GB free/,
    ],
    ['disk-free', () => machineWith({ space: async () => ({ free: 4e9, total: 1e11 }) }), /^warning: /],
    ['fonts', () => machineWith({ chineseFonts: async () => [] }), /^note: This machine has no Chinese font/],
    ['screens-built', () => ({ screensFolder: '/nowhere' }), /^fault: The screens are not built/],
    ['folders', () => ({ config: configOf({ JINGWEI_DATA: '/nowhere/at/all' }) }), /^fault: .*ENOENT/],
    [
      'settings-fit',
      () => ({ config: configOf({ JINGWEI_MODE: 'demonstration' }) }),
      /^note: .*demonstration/,
    ],
    [
      'settings-fit',
      () => ({ config: configOf({ HOST: '0.0.0.0', JINGWEI_TRUSTED_PROXIES: '' }) }),
      /^warning: The server speaks plain HTTP/,
    ],
    [
      'settings-fit',
      () => ({ config: configOf({ JINGWEI_TRUSTED_PROXIES: '' }) }),
      /^warning: No proxy is trusted/,
    ],
    [
      'settings-fit',
      () => ({ config: configOf({ JINGWEI_SECURE_COOKIES: 'auto' }) }),
      /^warning: The session cookie/,
    ],
    [
      'database-server',
      () => ({ database: undefined, databaseFault: 'it is away' }),
      /^fault: The database cannot be opened: it is away/,
    ],
    [
      'database-standby',
      () => ({ config: configOf({ DATABASE_URL: 'postgres://me@127.0.0.1:1,127.0.0.1:2/jingwei' }) }),
      /^warning: The database server 127.0.0.1:2 does not answer/,
    ],
    ['certificate', () => ({ publicUrl: 'http://desk.example/' }), /^warning: .* is not HTTPS/],
    ['certificate', () => ({ publicUrl: 'https://127.0.0.1:1/' }), /^fault: .* cannot be reached/],
  ])('%s', async (name, changes, sentence) => {
    expect(await say(name, changes())).toContainEqual(expect.stringMatching(sentence))
  })

  it('folders: the keys are open to everybody', async () => {
    await chmod(join(folder, 'secrets'), 0o755)
    expect(await say('folders', {})).toEqual([expect.stringMatching(/^warning: .*open to every account/)])
    await chmod(join(folder, 'secrets'), 0o700)
  })

  it.skipIf(isRoot)('folders: photos cannot be written', async () => {
    await mkdir(join(folder, 'photos'), { mode: 0o500 })
    expect(await say('folders', {})).toEqual([expect.stringMatching(/^fault: .*EACCES/)])
    await chmod(join(folder, 'photos'), 0o700)
  })

  it('time-zones: nothing is known of a zone', () => {
    expect(hourIn('Asia/Shanghai')).toBe('09:00')
    expect(hourIn('Asia/Nowhere')).toBeUndefined()
  })

  it('database-server: durability is off', async () => {
    const one = connectDatabase(
      `${test.url}${test.url.includes('?') ? '&' : '?'}options=-c%20synchronous_commit%3Doff`,
      {
        size: 1,
      },
    )
    expect(await say('database-server', { database: one })).toContainEqual(
      expect.stringMatching(/^fault: synchronous_commit of the database is off/),
    )
    await one.close()
  })

  it('clock-skew: the clocks differ, and the clock was set back', async () => {
    const later = new Date(Date.now() + 3_600_000)
    expect(await say('clock-skew', machineWith({ now: later }))).toEqual([
      expect.stringMatching(/^warning: .* differ by 3\d{3}/),
    ])
    await announce(new Date())
    expect(await say('clock-skew', machineWith({ now: new Date(Date.now() - 3_600_000) }))).toEqual([
      expect.stringMatching(/^fault: .*it was set back/),
    ])
  })

  it('relay-lag: an announcement waits', async () => {
    await announce(new Date(Date.now() - 600_000))
    expect(await say('relay-lag', {})).toEqual([expect.stringMatching(/^fault: \d announcements were not/)])
  })

  it('failed-jobs and migrations: an empty database, and one where jobs gave up', async () => {
    const empty = await createTestDatabase()
    const bare = connectDatabase(empty.ownerUrl, { size: 1 }).house
    await bare.rows(`create schema if not exists jobs`)
    await bare.rows(`create table jobs.job (name text, state text)`)
    await bare.rows(`insert into jobs.job values ('make-exports', 'failed')`)
    expect(await say('failed-jobs', { database: bare })).toEqual(['warning: 1 jobs of make-exports failed.'])
    await bare.rows(`delete from platform.migrations where name > '2026-06'`)
    expect(await say('migrations', { database: bare })).toEqual([
      expect.stringMatching(/^warning: \d+ migrations wait/),
    ])
    await bare.close()
    await empty.drop()
  })

  it('slow-statements: one was slow an hour ago', async () => {
    const at = new Date(Date.now() - 3_600_000).toISOString()
    const entry = { text: 'select 1', count: 1, longestMilliseconds: 900, totalMilliseconds: 900 }
    await mkdir(join(folder, 'observed'))
    await writeFile(
      join(folder, 'observed', 'slow-statements.json'),
      JSON.stringify([{ ...entry, firstAt: at, lastAt: at, plan: null, plannedAt: null }]),
    )
    expect(await say('slow-statements', {})).toEqual([expect.stringMatching(/^note: 1 statements .* 900 ms/)])
    const out = { text: '', write: (it: string) => (out.text += it) }
    const streams = { out: out as never, err: process.stderr as never }
    const environment = { JINGWEI_DATA: folder, LANG: 'en' }
    expect(await runCommandLine(['slow', '--json'], { environment, ...streams })).toBe(0)
    expect(JSON.parse(out.text)).toMatchObject([{ text: 'select 1', longestMilliseconds: 900 }])
  })

  it('certificate: it is about to expire, and nobody here trusts it', async () => {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const days = ['-days', '10', '-subj', '/CN=localhost']
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:P-256',
        '-nodes',
        '-keyout',
        key,
        '-out',
        cert,
        ...days,
      ],
      { stdio: 'ignore' },
    )
    const server = createServer({ key: await readFile(key), cert: await readFile(cert) })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const publicUrl = `https://localhost:${(server.address() as AddressInfo).port}/`
    expect(await say('certificate', { publicUrl })).toEqual([
      expect.stringMatching(/^warning: The certificate is valid until .* for (9|10) days/),
      expect.stringMatching(/^warning: This machine does not trust/),
    ])
    const now = new Date(Date.now() + 30 * 86_400_000)
    expect(await say('certificate', { publicUrl, ...machineWith({ now }) })).toContainEqual(
      expect.stringMatching(/^fault: The certificate expired/),
    )
    server.close()
  })

  it('that a check broke, and goes on', async () => {
    const broken: Check = {
      name: 'broken',
      run: async () => {
        throw new Error('what')
      },
    }
    const found = await examine(sound, [broken, checkNamed('node-version')])
    expect(found.map((it) => [it.check, it.severity])).toEqual([
      ['broken', 'fault'],
      ['node-version', 'fine'],
    ])
  })
})

it('reads this machine', async () => {
  const machine = await readMachine({ now: () => new Date(0) })
  expect(machine).toMatchObject({ now: new Date(0), nodeVersion: process.version })
  expect(machine.memoryBytes).toBeGreaterThan(gigabyte / 4)
  expect((await machine.space(folder))?.total).toBeGreaterThan(0)
  expect(await machine.space('/nowhere')).toBeUndefined()
})

it('ends with 3 where there is a fault, and tells all as JSON', async () => {
  const out = { text: '', write: (it: string) => (out.text += it) }
  const environment = { ...production, JINGWEI_DATA: folder, DATABASE_URL: 'postgresql://127.0.0.1:1/none' }
  const streams = { out: out as never, err: process.stderr as never }
  expect(await runCommandLine(['doctor', '--json'], { environment, ...streams })).toBe(3)
  const findings = JSON.parse(out.text) as { check: string; severity: string }[]
  expect(findings).toContainEqual(expect.objectContaining({ check: 'database-server', severity: 'fault' }))
  expect(findings.filter((it) => it.check === 'relay-lag')).toEqual([])
})

const announce = (at: Date): Promise<unknown> =>
  database.rows(
    `insert into platform.announcements (adcode, id, at, name, subject_id, actor_id, data)
     values ('530127', gen_random_uuid(), $1, 'test.done', null, gen_random_uuid(), '{}')`,
    [at],
  )
