/**
 * Where the embedded database of a data folder lives. What is ours (password, claim, port) lies in
 * `<data>/postgres`; what is PostgreSQL's (cluster, socket, logs) in `server` under it, or, when PostgreSQL must
 * run as an account that cannot enter there, in a folder elsewhere to which `elsewhere.json` points. The two are
 * apart because root must not write files into a folder that another account can rearrange.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { DatabaseProblem } from './problems.ts'

export type Home = {
  readonly dataFolder: string
  /** Files of this product only; unreadable for others. */
  readonly own: string
  /** Holds the three below; belongs to the account PostgreSQL runs as. */
  readonly folder: string
  readonly cluster: string
  readonly socket: string
  readonly logs: string
}

const elsewhere = z.object({ folder: z.string() })

const ownFolder = (dataFolder: string): string => join(dataFolder, 'postgres')

const homeIn = (dataFolder: string, folder: string): Home => ({
  dataFolder,
  own: ownFolder(dataFolder),
  folder,
  cluster: join(folder, 'cluster'),
  socket: join(folder, 'socket'),
  logs: join(folder, 'log'),
})

const readIfThere = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw DatabaseProblem.foreignFolder({ folder: file, reason: error.message })
  })

/** Finds the home of a data folder, making the folder where there is none. */
export async function findHome(dataFolder: string): Promise<Home> {
  const folder = resolve(dataFolder)
  const own = ownFolder(folder)
  await mkdir(own, { recursive: true, mode: 0o700 }).catch((error: Error) => {
    throw DatabaseProblem.foreignFolder({ folder: own, reason: error.message })
  })
  const pointer = await readIfThere(join(own, 'elsewhere.json'))
  if (!pointer) {
    await mkdir(join(own, 'server'), { recursive: true, mode: 0o700 })
    return homeIn(folder, join(own, 'server'))
  }
  const home = homeIn(folder, elsewhere.parse(JSON.parse(pointer)).folder)
  // Making an empty database where the old one is only out of sight would look like the loss of everything.
  await stat(home.folder).catch((error: Error) => {
    throw DatabaseProblem.foreignFolder({ folder: home.folder, reason: error.message })
  })
  return home
}

/** Gives the database a folder of its own under `place`, and remembers it. */
export async function moveHome(home: Home, place: string): Promise<Home> {
  const folder = join(place, `data-${randomBytes(6).toString('hex')}`)
  await mkdir(place, { recursive: true, mode: 0o755 })
  await mkdir(folder, { mode: 0o700 })
  await writeFile(join(home.own, 'elsewhere.json'), JSON.stringify({ folder }), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  })
  return homeIn(home.dataFolder, folder)
}

/** Whether the home lies inside the data folder. */
export const isInPlace = (home: Home): boolean => home.folder === join(home.own, 'server')

/** Whether the cluster was made already. */
export const hasCluster = (home: Home): Promise<boolean> =>
  stat(join(home.cluster, 'PG_VERSION')).then(
    () => true,
    () => false,
  )

/** The password of the database, made at the first start; only the owner of the data folder can read it. */
export async function getPassword(home: Home): Promise<string> {
  const file = join(home.own, 'password')
  const known = await readIfThere(file)
  if (known) return known.trim()
  if (await hasCluster(home)) throw DatabaseProblem.passwordLost({ file })
  // Written aside and linked into place: of two starts at once, one wins and both read the same words.
  const aside = `${file}.${process.pid}`
  await writeFile(aside, randomBytes(24).toString('base64url'), { mode: 0o600, flush: true })
  await link(aside, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(aside)
  return (await readFile(file, 'utf8')).trim()
}

/** The password of the program's role, out of the one that is kept: whoever has this one cannot work out the other. */
export const programPassword = (password: string): string =>
  createHmac('sha256', password).update('jingwei_app').digest('base64url')

/** The longest path of a Unix socket that every system takes. */
const longestSocketPath = 103

/** Where PostgreSQL listens: a socket in the home, or a loopback port where the path is too long for one. */
export type Endpoint = { readonly socketFolder: string; readonly port: number } | { readonly port: number }

/** The endpoint of this home; a port is chosen free once and remembered. */
export async function getEndpoint(home: Home): Promise<Endpoint> {
  if (Buffer.byteLength(join(home.socket, '.s.PGSQL.5432')) <= longestSocketPath)
    return { socketFolder: home.socket, port: 5432 }
  const remembered = Number(await readIfThere(join(home.own, 'port')))
  return remembered > 0 ? { port: remembered } : chooseOtherPort(home)
}

/** Remembers another free loopback port, when the one before is taken by a stranger. */
export async function chooseOtherPort(home: Home): Promise<Endpoint> {
  const port = await new Promise<number>((give, fail) => {
    const server = createServer().once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => give(typeof address === 'object' && address ? address.port : 0))
    })
  })
  await writeFile(join(home.own, 'port'), String(port), { mode: 0o600, flush: true })
  return { port }
}

/** The connection string of `user` to `database` at this endpoint. */
export function urlOf(endpoint: Endpoint, user: string, password: string, database: string): string {
  const host = 'socketFolder' in endpoint ? encodeURIComponent(endpoint.socketFolder) : '127.0.0.1'
  return `postgresql://${user}:${encodeURIComponent(password)}@${host}:${endpoint.port}/${database}`
}
