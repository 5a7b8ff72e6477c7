/**
 * Earlier revisions of this program, out of the history of the checkout, are upgraded to the present one while hands
 * report: the old one is stopped as an operator stops it, the new one is started on the same data. Afterwards everything
 * that was acknowledged is there, every case reads, and the way back is what the run book promises.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { root } from '../scripts/source-files.ts'
import { createInstallation, type Installation, type RunningProcess } from '../server/cli/testing.ts'
import { withClient } from '../server/platform/backup/read-database-facts.ts'
import { openDatabase } from '../server/platform/database/open-database.ts'
import { describeSchema } from '../server/platform/testing/describe-schema.ts'
import { findLoss } from './kill-rounds.ts'
import { type KillablePostgres, makeKillablePostgres } from './killable-postgres.ts'
import { findPoint, type Load, reportWithoutEnd, signIn, untilReady, withoutLimits } from './product.ts'
import { demand, type Trial, type TrialContext } from './trial.ts'

type Pair = {
  readonly name: string
  /** The earlier revision. */
  readonly revision: string
  readonly storage: 'embedded' | 'server'
  /** What the run book promises of the way back: the old program goes on, or refuses and changes nothing. */
  readonly back: 'goes on' | 'refuses'
}

const pairs: readonly Pair[] = [
  {
    name: 'before roles, walls, seals and chain',
    revision: 'c0d5b09',
    storage: 'embedded',
    back: 'refuses',
  },
  { name: 'before the last tables', revision: '62f376c^', storage: 'server', back: 'refuses' },
  { name: 'the revision before, embedded', revision: '71319a3', storage: 'embedded', back: 'goes on' },
  { name: 'the revision before, on a server', revision: '71319a3', storage: 'server', back: 'goes on' },
]

/** Lays the files of an earlier revision into `folder`; its packages are those of today, of which it knows fewer. */
function layRevision(revision: string, folder: string): string {
  try {
    execFileSync('git', ['rev-parse', '--verify', `${revision}^{commit}`], { cwd: root, stdio: 'pipe' })
  } catch {
    throw new Error(`revision ${revision} is not here: this trial needs a checkout with its history`)
  }
  mkdirSync(folder)
  const archive = execFileSync('git', ['archive', revision], { cwd: root, maxBuffer: 2 ** 30 })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return join(folder, 'server', 'cli', 'main.ts')
}

type Stand = {
  readonly old: Installation
  readonly now: Installation
  ownerUrl(): Promise<string>
  remove(): Promise<void>
}

async function openStand({ revision, storage }: Pair): Promise<Stand> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-revisions-'))
  const postgres: KillablePostgres | undefined =
    storage === 'server' ? await makeKillablePostgres() : undefined
  const environment = { ...withoutLimits, ...(postgres ? { DATABASE_URL: postgres.url } : {}) }
  const now = await createInstallation(environment)
  const entry = layRevision(revision, join(folder, 'old'))
  const old = await createInstallation(environment, { entry, dataFolder: now.dataFolder })
  return {
    old,
    now,
    ownerUrl: async () => {
      if (postgres) return postgres.url
      return (await openDatabase({ dataFolder: now.dataFolder, join: true, log: () => undefined })).ownerUrl
    },
    remove: async () => {
      await old.remove()
      await now.remove()
      await postgres?.remove()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function stop(server: RunningProcess): Promise<void> {
  server.kill('SIGTERM')
  const { code, err } = await server.ended
  demand(code === 0, `the server ended with ${code}: ${err.slice(-500)}`)
}

/** Every case of the list, a page after the other, and each by itself. */
async function readEverything(origin: string, token: string): Promise<{ cases: number; unread: number }> {
  const ask = (path: string) => fetch(origin + path, { headers: { authorization: `Bearer ${token}` } })
  const seen = { cases: 0, unread: 0 }
  let after: string | null = null
  do {
    const reply = await ask(
      `/api/cases?queue=all&limit=200${after ? `&after=${encodeURIComponent(after)}` : ''}`,
    )
    const page = (await reply.json()) as { cases: { id: string }[]; next: string | null }
    demand(reply.ok, `the list answers ${reply.status}`)
    for (const { id } of page.cases) {
      seen.cases += 1
      // Every tenth by itself: explained clocks, photos, log.
      if (seen.cases % 10 === 0 && !(await ask(`/api/cases/${id}`)).ok) seen.unread += 1
    }
    after = page.next
  } while (after)
  return seen
}

const pictureOf = async (url: string): Promise<string> => (await withClient(url, describeSchema)).join('\n')

/** A server that is one program now and another later, on one address that hands ask for. */
function stage(acknowledged: () => number) {
  let server: RunningProcess | undefined
  return {
    origin: (): string => server?.url.replace(/\/$/, '') ?? '',
    /** Stops what runs as an operator does, starts `program`, and waits; how many seconds nobody answered. */
    change: async (program: Installation): Promise<number> => {
      const from = performance.now()
      if (server) await stop(server)
      server = await program.start()
      await untilReady(server.url.replace(/\/$/, ''), 300)
      return Math.round((performance.now() - from) / 100) / 10
    },
    /** How many reports are taken within five seconds. */
    taken: async (): Promise<number> => {
      const before = acknowledged()
      await delay(5000)
      return acknowledged() - before
    },
    stop: async (): Promise<void> => {
      if (server) await stop(server)
      server = undefined
    },
  }
}

type Found = {
  byOld: number
  byNew: number
  byOldAgain: number
  away: number
  read: { cases: number; unread: number }
  loss: Awaited<ReturnType<typeof findLoss>>
  verified: number | null
  refused: string
  isSame: boolean
  others: string
}

/** The way back: the old program takes reports again, or refuses to start. */
async function goBack(
  { back }: Pair,
  { old, now }: Stand,
  on: ReturnType<typeof stage>,
): Promise<Pick<Found, 'byOldAgain' | 'refused'>> {
  if (back === 'refuses') {
    await on.stop()
    const { code, err } = await old.run(['start'])
    await on.change(now)
    return { byOldAgain: 0, refused: `${code} ${/migration\.\w+/.exec(err)?.[0] ?? err.slice(-200)}` }
  }
  await on.change(old)
  const byOldAgain = await on.taken()
  await readEverything(on.origin(), await signIn(old, on.origin(), 'shift_leader'))
  await on.change(now)
  return { byOldAgain, refused: '' }
}

/** Upgrades under load, reads, and goes back. */
async function upgradeAndBack(pair: Pair, stand: Stand, { say }: TrialContext): Promise<Found> {
  let load: Load | undefined
  const on = stage(() => load?.acknowledged.size ?? 0)
  await on.change(stand.old)
  const token = await signIn(stand.old, on.origin(), 'acceptor')
  const point = await findPoint(on.origin(), token)
  load = reportWithoutEnd({ origin: on.origin, token, point, hands: 4 })
  const byOld = await on.taken()
  say(`${pair.name}: ${byOld} reports taken by the old program; upgrading`)
  const away = await on.change(stand.now)
  const byNew = await on.taken()
  const read = await readEverything(on.origin(), await signIn(stand.now, on.origin(), 'shift_leader'))
  const schema = await pictureOf(await stand.ownerUrl())
  say('going back')
  const back = await goBack(pair, stand, on)
  await on.taken()
  await load.stop()
  const loss = await findLoss(await stand.ownerUrl(), load.acknowledged)
  const { code: verified } = await stand.now.run(['verify', '--json'])
  const isSame = (await pictureOf(await stand.ownerUrl())) === schema
  await on.stop()
  const others = [...load.others].map(([what, count]) => `${what}: ${count}`).join(', ')
  return { byOld, byNew, away, read, loss, verified, isSame, others, ...back }
}

const holds = ({ back }: Pair, it: Found): boolean =>
  it.loss.lost + it.loss.doubled + it.loss.halves + it.read.unread === 0 &&
  it.byOld > 0 &&
  it.byNew > 0 &&
  it.others === '' &&
  it.verified === 0 &&
  it.isSame &&
  (back === 'goes on' ? it.byOldAgain > 0 : it.refused.endsWith(' migration.unknown'))

const say = ({ back }: Pair, it: Found): string =>
  [
    `${it.loss.acknowledged} acknowledged (in 5 s ${it.byOld} by the old, ${it.byNew} by the new), ${it.loss.lost} lost, ${it.loss.doubled} doubled, ${it.loss.halves} halves`,
    `away for ${it.away} s`,
    `${it.read.cases} cases read, ${it.read.unread} not`,
    `verify ends with ${it.verified}`,
    back === 'goes on'
      ? `back: ${it.byOldAgain} taken by the old program`
      : `back: the old program ends with ${it.refused}`,
    ...(it.isSame ? [] : ['the schema is another']),
    ...(it.others ? [`other answers: ${it.others}`] : []),
  ].join('; ')

export const trial: Trial = {
  numbers: [28],
  name: {
    zh: '由旧版本升级到本版本并退回',
    en: 'upgrade from earlier revisions under load, and the way back',
  },
  run: async (context) => {
    const facts: Record<string, string> = {}
    let ok = true
    const only = process.env['JINGWEI_TRIAL_PAIR']
    for (const [index, pair] of pairs.entries()) {
      if (only !== undefined && Number(only) !== index + 1) continue
      const stand = await openStand(pair)
      try {
        const found = await upgradeAndBack(pair, stand, context)
        context.say(`${pair.name} ${holds(pair, found) ? 'holds' : 'fails'}: ${say(pair, found)}`)
        facts[`${pair.name} (${pair.revision}, ${pair.storage})`] = say(pair, found)
        ok &&= holds(pair, found)
      } finally {
        await stand.remove()
      }
    }
    return { ok, facts }
  },
}
