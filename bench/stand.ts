/**
 * What the benchmark stands on: a durable PostgreSQL (the embedded one, or Debian's), a migrated database with a
 * small county, and the product's own web server in a process of its own.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Condition } from '#domain/catalogue/catalogue.ts'
import { postCodes } from '#domain/identity/post.ts'
import { findConditions, getCatalogueInForce, seedCatalogue } from '#modules/catalogue/index.ts'
import { seedTerritory } from '#modules/geography/index.ts'
import { createSessionFinder, hashPassword, putOrganisations, putPeople } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { systemClock } from '#platform/clock.ts'
import { connectDatabase, type Database } from '#platform/database/database.ts'
import { migrate } from '#platform/database/migrate.ts'
import { openDatabase } from '#platform/database/open-database.ts'
import { type House, openHouse } from '#platform/house.ts'
import { newId } from '#platform/ids.ts'
import { createLog } from '#platform/log.ts'
import { keysInMemory } from '#platform/sealing/key-source.ts'
import { createSealer } from '#platform/sealing/sealer.ts'
import { findDebianPostgres, startDebianPostgres } from '../scripts/debian-postgres.ts'
import { houseModules } from '../server/modules.ts'

export const adcode = '530127'
export const password = 'a password for benchmarks'
/** The pool of the server and of the bare driver alike. */
export const poolSize = 16

export type ServerName = 'embedded' | 'debian'
export type Stand = {
  readonly name: string
  /** As the program's role. */
  readonly url: string
  /** As the owner of the tables, for what no program may do: tables of the benchmark, analyze, rows made older. */
  readonly owner: Database
  readonly ownerUrl: string
  readonly house: House
  readonly unitId: string
  readonly lamp: Condition
  readonly point: [number, number]
  close(): Promise<void>
}

type Server = { name: string; url: string; ownerUrl: string; close(): Promise<void> }

async function openServer(name: ServerName): Promise<Server> {
  if (name === 'debian') {
    const version = findDebianPostgres()
    if (!version) throw new Error('Debian has no PostgreSQL server installed')
    const server = await startDebianPostgres(version, ['shared_buffers=2GB', 'fsync=on'])
    const { url, ownerUrl } = await openDatabase({ url: server.url, dataFolder: '', log: () => {} })
    return { name: `PostgreSQL ${version} of Debian`, url, ownerUrl, close: () => server.stop() }
  }
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-bench-'))
  const open = await openDatabase({ dataFolder: folder, log: () => {} })
  const close = async () => {
    await open.close()
    await rm(folder, { recursive: true, force: true })
  }
  const { url, ownerUrl, majorVersion } = open
  return { name: `embedded PostgreSQL ${majorVersion}`, url, ownerUrl, close }
}

/** Opens the stand and lays the county. */
export async function openStand(name: ServerName): Promise<Stand> {
  const server = await openServer(name)
  await migrate(server.ownerUrl)
  const log = createLog('fatal', 2)
  const database = connectDatabase(server.url, { size: 2, log }).house
  const owner = connectDatabase(server.ownerUrl, { size: 1, log }).house
  const findSession = createSessionFinder({ database, clock: systemClock, isProduction: false })
  const photosFolder = join(tmpdir(), 'jingwei-bench-photos')
  const modules = houseModules({
    hours: 12,
    idleMinutes: 0,
    isProduction: false,
    findSession,
    photosFolder,
    exportsFolder: photosFolder,
    sealPlaces: { folder: photosFolder },
    baseMapsFolder: photosFolder,
  })
  const house = openHouse({
    url: server.url,
    clock: systemClock,
    log,
    sealer: createSealer(keysInMemory()),
    modules,
    poolSize,
  })
  const actor = systemActor(adcode)
  const unitId = newId()
  await house.act(actor, seedTerritory, { validFrom: '2025-01-01', redrawnOn: '2026-01-01' })
  await house.act(actor, seedCatalogue, { catalogues: ['county-profile'], publishFrom: '2025-01-01' })
  const unit = {
    id: unitId,
    name: '路灯管理所',
    shortName: null,
    kind: 'company',
    creditCode: null,
    externalCode: null,
  } as const
  await house.act(actor, putOrganisations, {
    organisations: [{ ...unit, parentId: null, areaCodes: [], aliases: [], isDemonstration: false }],
  })
  const passwordHash = await hashPassword(password)
  const person = { name: 'bench', organisationId: null, passwordHash, areaCodes: [], isDemonstration: false }
  const people = postCodes.map((post) => ({ ...person, id: newId(), username: post, posts: [post] }))
  await house.act(actor, putPeople, { people })
  const catalogue = await getCatalogueInForce(house.database, adcode, systemClock.now())
  const [lamp] = await findConditions(house.database, catalogue.id, { kind: 'component', code: '01037' })
  if (!lamp) throw new Error('the county profile has no street lamp')
  const close = async () => {
    await house.close()
    await database.close()
    await owner.close()
    await server.close()
  }
  const { url, ownerUrl } = server
  return { name: server.name, url, ownerUrl, owner, house, unitId, lamp, point: [103.0388, 25.3351], close }
}

export type Served = {
  readonly address: string
  readonly pid: number
  tokenOf(username: string): Promise<string>
  /** Stops what is pushed, or lets it go on once all that waited is pushed. */
  setPushes(state: 'on' | 'off'): Promise<void>
  stop(): Promise<void>
}

/** Serves the stand's database, and built screens if they are given, from a process of its own, as in life. */
export async function serveStand({ url }: Stand, screensFolder?: string): Promise<Served> {
  const given = [join(import.meta.dirname, 'serve.ts'), url, ...(screensFolder ? [screensFolder] : [])]
  const child: ChildProcess = spawn(process.execPath, given, {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('the server ended')))
    child.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim()))
  })
  const tokens = new Map<string, string>()
  return {
    address,
    pid: child.pid ?? 0,
    tokenOf: async (username) => {
      const known = tokens.get(username)
      if (known) return known
      const reply = await fetch(`${address}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username, password }),
      })
      const { token } = (await reply.json()) as { token: string }
      tokens.set(username, token)
      return token
    },
    setPushes: (state) =>
      new Promise((resolve) => {
        child.stdout?.once('data', () => resolve())
        child.stdin?.write(`pushes ${state}\n`)
      }),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve())
        child.stdin?.end()
      }),
  }
}
