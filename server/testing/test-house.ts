/**
 * A whole house for a test: a database of its own, a clock in hand, a web server on a free port, and people to
 * act as. Each test file opens one and closes it at the end.
 */
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Post } from '#domain/identity/post.ts'
import type { BackupSettings } from '#modules/backup/index.ts'
import { getCaseSettings } from '#modules/cases/index.ts'
import {
  createSessionFinder,
  disablePerson,
  hashPassword,
  putPeople,
  type Session,
  type SessionFinder,
} from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { createTurnableClock, type TurnableClock } from '#platform/clock.ts'
import { connectDatabase, type Database } from '#platform/database/database.ts'
import { type House, openHouse, sealedColumnsOf } from '#platform/house.ts'
import { createServer } from '#platform/http/create-server.ts'
import { newId } from '#platform/ids.ts'
import { createLog, type Log } from '#platform/log.ts'
import { listAnnouncementsAfter } from '#platform/relay/relay.ts'
import { type KeySource, keysInMemory } from '#platform/sealing/key-source.ts'
import { sealingJob } from '#platform/sealing/seal-everything.ts'
import { createSealer } from '#platform/sealing/sealer.ts'
import { createTestDatabase, type TestDatabase } from '#platform/testing/test-database.ts'
import { houseModules } from '../modules.ts'

export const testAdcode = '530127'
const password = 'a password for tests'

export type TestPerson = {
  username: string
  posts: Post[]
  organisationId?: string
  areaCodes?: string[]
  name?: string
  /** Another county than the one of the tests. */
  adcode?: string
  isDemonstration?: boolean
}

/** One call as a person: the status and the parsed body. */
export type Answer<Body = Record<string, unknown>> = {
  status: number
  body: Body
  headers: Record<string, unknown>
}

export type Voice = {
  readonly token: string
  readonly session: Session
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
}

export type TestHouse = House & {
  readonly clock: TurnableClock
  readonly app: FastifyInstance
  /** Who a session token belongs to, for a test that opens another door to this house. */
  readonly findSession: SessionFinder
  /** Where photos and exports lie. */
  readonly filesFolder: string
  /** Adds a person and signs in as them. */
  as(person: TestPerson): Promise<Voice>
  /** Closes somebody's account, as the command line does. */
  disable(username: string): Promise<{ id: string }>
  /** Says something to the database as the owner of its tables: what the program may not do, for a test that tampers. */
  readonly asOwner: TestDatabase['asOwner']
  /** The connection of the owner of the tables. */
  readonly ownerUrl: string
  /** Runs one of the modules' jobs once, now; what it warned of. */
  runJob(name: string): Promise<unknown[]>
  /** Hands on what was announced, and waits until everything that follows from it is done. */
  settle(): Promise<void>
  /** Another server on the same database, as another process or machine would have one; close it before the house. */
  openSecondServer(): Promise<
    Pick<TestHouse, 'app' | 'findSession'> & { readonly house: House; close(): Promise<void> }
  >
  /** Speaks without a session. */
  readonly stranger: Pick<Voice, 'get' | 'post' | 'call'>
}

/** A Monday morning, office hours, in China. */
export const testMorning = new Date('2026-06-15T09:00:00+08:00')

export type TestHouseOptions = {
  now?: Date
  isProduction?: boolean
  /** How long a session lasts; a story that takes weeks needs a long one. */
  sessionHours?: number
  /** After how many minutes without use a session ends; unless said, a story may take weeks. */
  idleMinutes?: number
  /** Hosts that video may be taken from. */
  videoHosts?: readonly string[]
  /** How copies are made; by default not at all. */
  backup?: BackupSettings
  /** Other keys than those of the moment. */
  keys?: KeySource
}

type ServerParts = {
  url: string
  clock: TurnableClock
  log: Log
  filesFolder: string
  keys: KeySource
  options: TestHouseOptions
}

/** A house on the database of `url` with its web server, as one process has it. */
async function openServer({ url, clock, log, filesFolder, keys, options }: ServerParts) {
  const isProduction = options.isProduction ?? false
  // The finder outlives no house; it shares the url, not the pool, so that closing stays simple.
  const ofSessions = connectDatabase(url, { size: 2, log }).house
  const findSession = createSessionFinder({
    database: ofSessions,
    clock,
    isProduction,
    idleMinutes: options.idleMinutes ?? 0,
    findMergedPosts: async (adcode) => (await getCaseSettings(house.database, adcode)).mergedPosts,
  })
  const sealPlaces = {
    folder: join(filesFolder, 'audit'),
    secondFolder: join(filesFolder, 'audit-elsewhere'),
  }
  const modules = houseModules({
    sealPlaces,
    hours: options.sessionHours ?? 12,
    idleMinutes: options.idleMinutes ?? 0,
    isProduction,
    findSession,
    photosFolder: join(filesFolder, 'photos'),
    exportsFolder: join(filesFolder, 'exports'),
    baseMapsFolder: join(filesFolder, 'basemaps'),
    videoHosts: options.videoHosts ?? [],
    backup: options.backup,
  })
  const sealer = createSealer(keys)
  const house = openHouse({ url, clock, log, sealer, modules, sealPlaces, poolSize: 8 })
  const app = await createServer({
    house,
    findActor: findSession,
    version: 'test',
    isDemonstration: false,
    adcode: testAdcode,
  })
  const close = async (): Promise<void> => {
    await app.close()
    await house.close()
    await ofSessions.close()
  }
  return { house, app, findSession, close }
}

/** Opens a house for a test file. */
export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const testDatabase = await createTestDatabase()
  const clock = createTurnableClock(options.now ?? testMorning)
  const log = createLog(process.env['JINGWEI_LOG_LEVEL'] ?? 'fatal')
  const filesFolder = join(tmpdir(), `jingwei-files-${newId()}`)
  const keys = options.keys ?? keysInMemory()
  const parts = { url: testDatabase.url, clock, log, filesFolder, keys, options }
  const { house, app, findSession, close } = await openServer(parts)
  const hash = hashPassword(password)
  const as = async (person: TestPerson): Promise<Voice> => {
    const id = newId()
    await house.act(systemActor(person.adcode ?? testAdcode), putPeople, {
      people: [
        {
          id,
          username: person.username,
          name: person.name ?? person.username,
          organisationId: person.organisationId ?? null,
          passwordHash: await hash,
          posts: person.posts,
          areaCodes: person.areaCodes ?? [],
          isDemonstration: person.isDemonstration ?? false,
        },
      ],
    })
    const signedIn = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username: person.username, password },
    })
    const { token } = signedIn.json<{ token: string }>()
    const session = await findSession(token)
    if (!session) throw new Error(`${person.username} could not sign in: ${signedIn.body}`)
    return { token, session, ...voiceOf(app, token) }
  }
  return {
    ...house,
    clock,
    app,
    findSession,
    filesFolder,
    as,
    disable: (username) => house.act(systemActor(testAdcode), disablePerson, { username }),
    asOwner: testDatabase.asOwner,
    ownerUrl: testDatabase.ownerUrl,
    runJob: (name) => runJob(house, name),
    settle: () => settle(house),
    stranger: voiceOf(app, undefined),
    openSecondServer: () => openServer(parts),
    close: async () => {
      await close()
      await testDatabase.drop()
      await rm(filesFolder, { recursive: true, force: true })
    },
  }
}

async function runJob(house: House, name: string): Promise<unknown[]> {
  const jobs = [...house.modules.flatMap((it) => it.jobs ?? []), sealingJob(sealedColumnsOf(house.modules))]
  const job = jobs.find((it) => it.name === name)
  if (!job) throw new Error(`there is no job ${name}`)
  const warned: unknown[] = []
  const log = house.log.child({})
  log.warn = ((it: unknown) => warned.push(it)) as typeof log.warn
  await job.run({ act: house.act, db: house.database, clock: house.clock, log, sealer: house.sealer })
  return warned
}

/** Reactions announce too, so this goes on until nothing new was announced. */
async function settle(house: House): Promise<void> {
  const reactions = house.modules.flatMap((it) => it.reactions ?? [])
  const { act, database: db, clock, log, sealer } = house
  const context = { act, db, clock, log, sealer }
  for (let seq = settledUntil.get(house.database) ?? 0; ; ) {
    await house.relay.drain()
    const announced = await listAnnouncementsAfter(house.database, seq)
    for (const it of announced) {
      for (const reaction of reactions.filter(({ on }) => on === it.name)) await reaction.run(context, it)
      seq = it.seq
    }
    settledUntil.set(house.database, seq)
    if (!announced.length) return
  }
}

const settledUntil = new WeakMap<Database, number>()

function voiceOf(app: FastifyInstance, token: string | undefined): Pick<Voice, 'get' | 'post' | 'call'> {
  const call: Voice['call'] = async (method, path, body, headers = {}) => {
    const reply = await app.inject({
      method: method as 'GET',
      url: path,
      ...(body === undefined ? {} : { payload: body as object }),
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    })
    const isJson = String(reply.headers['content-type']).includes('json')
    return {
      status: reply.statusCode,
      body: isJson ? reply.json() : { text: reply.body },
      headers: reply.headers,
    }
  }
  return {
    call,
    get: (path) => call('GET', path),
    post: (path, body, headers) => call('POST', path, body ?? {}, headers),
  }
}
