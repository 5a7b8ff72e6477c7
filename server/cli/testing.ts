/** Runs the real command line in processes of its own, on a data folder that is thrown away. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { runCommandLine } from './command-line.ts'

const ownEntry = join(import.meta.dirname, 'main.ts')

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

export type Installation = {
  readonly dataFolder: string
  /** Runs one command to its end; `input` goes to its standard input. */
  run(
    args: readonly string[],
    options?: { input?: string; environment?: Record<string, string> },
  ): Promise<Ended>
  /** Runs one command in the process of the test, which saves the start of another. */
  runHere(args: readonly string[], options?: { environment?: Record<string, string> }): Promise<Ended>
  /** Starts the server on a free port and waits until it says where it is. */
  start(environment?: Record<string, string>): Promise<RunningProcess>
  /** Waits until a running process has said what `is` looks for. */
  saidBy(is: (texts: { out: string; err: string }) => boolean): Promise<void>
  /** Kills what runs, as a power failure would. */
  killAll(): void
  /** Ends what still runs and deletes the data folder. */
  remove(): Promise<void>
}

export type RunningProcess = {
  readonly url: string
  readonly pid: number
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<Ended>
}

export type InstallationOptions = {
  /** The script that is run, such as that of an earlier revision; the one beside this file when left out. */
  readonly entry?: string
  /** A folder of data that is there already; a new one when left out. */
  readonly dataFolder?: string
}

/** An installation in a temporary folder; its settings are the defaults but for `environment`. */
export async function createInstallation(
  environment: Record<string, string> = {},
  { entry = ownEntry, dataFolder: given }: InstallationOptions = {},
): Promise<Installation> {
  const dataFolder = given ?? (await mkdtemp(join(tmpdir(), 'jingwei-cli-')))
  const { PATH = '', HOME = '' } = process.env
  const own = {
    PATH,
    HOME,
    LANG: 'en_US.UTF-8',
    JINGWEI_DATA: dataFolder,
    HOST: '127.0.0.1',
    PORT: '0',
    ...environment,
  }
  const running = new Map<ChildProcess, { out: string; err: string }>()

  const launch = (args: readonly string[], more: Record<string, string> = {}) => {
    const child = spawn(process.execPath, [entry, ...args], { env: { ...own, ...more } })
    const texts = { out: '', err: '' }
    running.set(child, texts)
    child.stdout.on('data', (chunk) => {
      texts.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      texts.err += chunk
    })
    const ended = new Promise<Ended>((resolve) =>
      child.once('close', (code) => {
        running.delete(child)
        resolve({ code, ...texts })
      }),
    )
    return { child, ended, texts }
  }

  const killAll = (): void => {
    for (const child of running.keys()) child.kill('SIGKILL')
  }

  return {
    dataFolder,
    run: (args, options = {}) => {
      const { child, ended } = launch(args, options.environment)
      child.stdin.end(options.input ?? '')
      return ended
    },
    runHere: (args, options = {}) => runHere(args, { ...own, ...options.environment }),
    start: async (more) => {
      const { child, ended, texts } = launch(['start'], more)
      const url = await new Promise<string>((resolve, reject) => {
        child.stdout.on('data', () => {
          const found = /http:\/\/\S+/.exec(texts.out)?.[0]
          if (found) resolve(found)
        })
        ended.then(({ code, err }) => reject(new Error(`the server ended with ${code}: ${err}`)))
      })
      return { url, pid: child.pid ?? 0, ended, kill: (signal) => void child.kill(signal) }
    },
    saidBy: async (is) => {
      while (![...running.values()].some(is)) await delay(20)
    },
    killAll,
    remove: async () => {
      // Asked, not killed: what owns the database must take it down before its folder goes.
      const all = [...running.keys()]
      await Promise.all(
        all.map((child) => {
          child.kill('SIGTERM')
          return new Promise((resolve) => child.once('close', resolve))
        }),
      )
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

async function runHere(args: readonly string[], environment: Record<string, string>): Promise<Ended> {
  const texts = { out: '', err: '' }
  const gather = (name: 'out' | 'err') =>
    new Writable({
      write: (chunk, _encoding, done) => {
        texts[name] += chunk
        done()
      },
    })
  const code = await runCommandLine(args, { environment, out: gather('out'), err: gather('err') })
  return { code, ...texts }
}
