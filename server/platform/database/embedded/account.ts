/**
 * As whom PostgreSQL runs. It refuses root, so root starts it inside a user namespace that shows it another
 * number while every file stays root's (and folders only root may enter stay reachable); where the kernel or the
 * container forbids that, as another account, with a copy of the program and a folder of its own if need be.
 */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { chmod, chown, lchown, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Home, hasCluster, isInPlace, moveHome } from './home.ts'
import { DatabaseProblem } from './problems.ts'
import { copyProgram, type Program } from './program.ts'

/** `self`: as this process; the other two are the ways of root. */
export type RunAs = 'self' | 'user-namespace' | 'other-account'

export type Account = {
  readonly runAs: RunAs
  /** Whose the files of PostgreSQL must be, where that is not this process. */
  readonly ids?: { readonly uid: number; readonly gid: number }
  start(program: string, args: readonly string[], options: SpawnOptions): ChildProcess
}

/** What was settled: who runs which program in which home. */
export type Lodging = { readonly account: Account; readonly program: Program; readonly home: Home }

export type LodgingWishes = {
  /** Takes this way as root and no other. */
  readonly runAs?: RunAs
  /** Where root makes folders for another account; by default /var/lib/jingwei. */
  readonly place?: string
}

/** The little that PostgreSQL needs of an environment: no PG* variable of the caller may lead it astray. */
export const cleanEnvironment: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
  LC_ALL: 'C',
}

const self: Account = {
  runAs: 'self',
  start: (program, args, options) => spawn(program, args, options),
}

/** Of util-linux, which every Debian has. */
export const namespaceProgram = 'unshare'

const namespaced = (insideUid: number): Account => ({
  runAs: 'user-namespace',
  start: (program, args, options) =>
    spawn(namespaceProgram, ['--user', `--map-user=${insideUid}`, '--', program, ...args], options),
})

const otherAccount = (uid: number, gid: number): Account => ({
  runAs: 'other-account',
  ids: { uid, gid },
  start: (program, args, options) => spawn(program, args, { ...options, uid, gid }),
})

type PasswdEntry = { name: string; uid: number; gid: number }

async function listAccounts(): Promise<PasswdEntry[]> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n')
  return lines
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((it) => it.name !== '' && it.uid > 0)
}

/** Runs `file` to its end as `account`; gives what it said when it failed, undefined when it went well. */
export async function whyNot(
  account: Account,
  file: string,
  args: readonly string[],
): Promise<string | undefined> {
  return new Promise((answer) => {
    let said = ''
    try {
      const child = account.start(file, args, {
        cwd: '/',
        stdio: ['ignore', 'ignore', 'pipe'],
        env: cleanEnvironment,
      })
      child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()))
      child.once('error', (error) => answer(error.message))
      child.once('close', (code) => answer(code === 0 ? undefined : said.trim() || `exit code ${code}`))
    } catch (error) {
      answer((error as Error).message)
    }
  })
}

const whyNotEnter = (account: Account, folder: string): Promise<string | undefined> =>
  whyNot(account, '/bin/sh', ['-c', 'cd "$0" && test -x .', folder])

/** A user namespace for root, if this machine grants one that can run the program and write the home. */
async function tryNamespace(program: Program, home: Home): Promise<Account | string> {
  if (process.platform !== 'linux') return 'user namespaces exist on Linux only'
  const accounts = await listAccounts()
  // initdb wants its number to have a name; 65534 also stands for every unmapped owner, so it comes last.
  const inside = accounts.find((it) => it.uid !== 65534) ?? accounts[0]
  if (!inside) return 'no account but root in /etc/passwd'
  const account = namespaced(inside.uid)
  const reason =
    (await whyNot(account, program.postgres, ['--version'])) ??
    (await whyNot(account, '/bin/sh', ['-c', 'cd "$0" && test -w .', home.folder]))
  return reason ?? account
}

/** Another account for root, with the program and the home put where that account can reach them. */
async function lodgeElsewhere(
  program: Program,
  home: Home,
  place: string,
  ids: { uid: number; gid: number },
): Promise<Lodging | string> {
  const account = otherAccount(ids.uid, ids.gid)
  const barred = await whyNot(account, '/bin/sh', ['-c', 'true'])
  if (barred) return barred
  const unreachable = await whyNotEnter(account, isInPlace(home) ? home.dataFolder : dirname(home.folder))
  if (unreachable && (await hasCluster(home))) return `account ${ids.uid} cannot enter: ${unreachable}`
  const lodging = unreachable ? await moveHome(home, place) : home
  // The account passes through this folder and sees nothing in it.
  if (isInPlace(lodging)) await chmod(lodging.own, 0o711)
  await chown(lodging.folder, ids.uid, ids.gid)
  const ran = (await whyNot(account, program.postgres, ['--version'])) === undefined
  if (ran) return { account, program, home: lodging }
  const copy = await copyProgram(program, lodging.folder)
  const reason = await whyNot(account, copy.postgres, ['--version'])
  return reason ?? { account, program: copy, home: lodging }
}

async function ownerOf(home: Home): Promise<{ uid: number; gid: number } | undefined> {
  const found = await stat(home.cluster).catch(() => undefined)
  return found && { uid: found.uid, gid: found.gid }
}

/** Hands a cluster that root made over to another account. */
async function handOver(home: Home, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  for (const folder of [home.cluster, home.socket, home.logs]) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const name of await readdir(folder, { recursive: true })) await lchown(join(folder, name), uid, gid)
    await chown(folder, uid, gid)
  }
}

/** Settles as whom, with which copy and where PostgreSQL runs; a cluster already made runs as its owner. */
export async function settleLodging(program: Program, home: Home, wishes: LodgingWishes): Promise<Lodging> {
  const owner = await ownerOf(home)
  if (process.getuid?.() !== 0) {
    if (owner && owner.uid !== process.getuid?.())
      throw DatabaseProblem.foreignFolder({
        folder: home.cluster,
        reason: `it belongs to account ${owner.uid}`,
      })
    return { account: self, program, home }
  }
  const place = wishes.place ?? '/var/lib/jingwei'
  const reasons: string[] = []
  if (!owner?.uid && wishes.runAs !== 'other-account') {
    const account = await tryNamespace(program, home)
    if (typeof account !== 'string') return { account, program, home }
    reasons.push(account)
  }
  if (wishes.runAs !== 'user-namespace') {
    const accounts = await listAccounts()
    const named = ['jingwei', 'postgres', 'nobody'].map((name) => accounts.find((it) => it.name === name))
    const ids = owner?.uid ? owner : named.find((it) => it !== undefined)
    const lodging = ids
      ? await lodgeElsewhere(program, home, place, ids)
      : 'no account named postgres or nobody'
    if (typeof lodging !== 'string') {
      if (owner && !owner.uid && ids) await handOver(lodging.home, ids)
      return lodging
    }
    reasons.push(lodging)
  }
  throw DatabaseProblem.noAccountToRunAs({ reason: reasons.join('; ') })
}
