/**
 * Where the key ring comes from: the file of the data folder (mode 0600, made at the first start), a file that the
 * platform provides (a mounted secret), or the answer of a command that asks a key service. It is read again when it
 * changed, and where a text names a key that is not known, so that a running server follows a change of keys.
 */
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { Problem } from '#domain/problem.ts'
import type { CipherProfile } from './cipher.ts'
import { KeyRing, makeKeyRing } from './key-ring.ts'
import { SealingProblem } from './problems.ts'

export type KeySource = {
  /** Named in messages. */
  readonly place: string
  /** Reads the ring as it is now. */
  read(): KeyRing
  /** Another text whenever the ring is another; undefined where that cannot be told (or the file is gone). Cheap. */
  stamp(): string | undefined
  /** Puts a changed ring in the place of the old one; refused where the ring cannot be written. */
  replace(ring: KeyRing): void
}

/** The message of a JSON parser may repeat what it read, so nothing of it gets into the reason. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return z.prettifyError(error)
  if (error instanceof SyntaxError) return 'not JSON'
  return error instanceof Error ? error.message : String(error)
}

const isCode = (error: unknown, code: string): boolean => (error as { code?: string }).code === code

function readFrom(place: string, read: () => string): KeyRing {
  try {
    return KeyRing.parse(JSON.parse(read()))
  } catch (error) {
    if (error instanceof Problem) throw error
    throw SealingProblem.ringUnreadable({ place, reason: reasonOf(error) })
  }
}

/** Writes the ring beside `file` and gives the name, so that it can be moved into place whole. */
function writeDraft(file: string, ring: KeyRing): string {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(ring, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return draft
}

/** Makes a key ring file with a first key; of two who do so at once one wins. False where there is one already. */
export function makeKeyFile(file: string, profile: CipherProfile, now: Date): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = writeDraft(file, makeKeyRing(profile, now))
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(draft)
  }
}

const stampOf = (file: string): string | undefined => {
  const found = statSync(file, { throwIfNoEntry: false })
  return found && `${found.ino} ${found.mtimeMs} ${found.size}`
}

/** The ring in `file`, which must be there and be unreadable for other accounts. */
export function keyFile(file: string): KeySource {
  return {
    place: file,
    read: () =>
      readFrom(file, () => {
        const { mode } = statSync(file)
        // A secret mounted by a container's platform may be open to its group, never to everybody.
        if (process.platform !== 'win32' && mode & 0o007)
          throw SealingProblem.ringOpenToOthers({ place: file })
        return readFileSync(file, 'utf8')
      }),
    stamp: () => stampOf(file),
    replace: (ring) => {
      try {
        renameSync(writeDraft(file, ring), file)
      } catch (error) {
        throw SealingProblem.ringUnwritable({ place: file, reason: reasonOf(error) })
      }
    },
  }
}

/** The ring as `command` prints it: program and arguments with spaces between, without a shell. */
export function keyCommand(command: string): KeySource {
  const [program = '', ...args] = command.split(/\s+/).filter(Boolean)
  const ask = (): string => {
    try {
      return execFileSync(program, args, {
        encoding: 'utf8',
        timeout: 20_000,
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    } catch (error) {
      const { code, status } = error as { code?: string; status?: number | null }
      throw SealingProblem.ringUnreadable({ place: program, reason: code ?? `exit code ${status}` })
    }
  }
  return {
    place: program,
    read: () => readFrom(program, ask),
    stamp: () => undefined,
    replace: () => {
      throw SealingProblem.ringUnwritable({ place: program, reason: 'a key service keeps it' })
    },
  }
}

/** A ring in memory alone, for tests. */
export function keysInMemory(profile: CipherProfile = 'aes'): KeySource {
  let ring = makeKeyRing(profile, new Date(0))
  return {
    place: 'memory',
    read: () => ring,
    stamp: () => ring.keys.map((it) => it.id).join(' '),
    replace: (next) => {
      ring = next
    },
  }
}
