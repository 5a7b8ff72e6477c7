/**
 * A clock that can be turned for processes of the machine, by Debian's libfaketime: the time of day jumps, the steady clock
 * goes on, as when somebody sets the time of a running machine. (Node.js takes its timers from the steady clock, so it must
 * not be faked: FAKETIME_DONT_FAKE_MONOTONIC.)
 */
import { execFileSync } from 'node:child_process'
import { globSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { demand } from './trial.ts'

export type FakeClock = {
  /** For processes that shall live by this clock. */
  readonly environment: Readonly<Record<string, string>>
  now(): Date
  /** Sets the time; every process has it within a second. */
  turnTo(instant: Date): Promise<void>
  remove(): Promise<void>
}

const findLibrary = (): string | undefined => globSync('/usr/lib/*/faketime/libfaketime.so.1')[0]

/** Makes one that stands at `instant` and goes on from there; installs the Debian package where it is missing. */
export async function makeFakeClock(instant: Date): Promise<FakeClock> {
  if (!findLibrary() && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'faketime'], {
      env,
      stdio: 'ignore',
    })
  }
  const library = findLibrary()
  demand(library !== undefined, "Debian's package faketime is not installed")
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-clock-'))
  execFileSync('chmod', ['0755', folder])
  const file = join(folder, 'time')
  let ahead = 0
  const set = (to: Date): void => {
    ahead = Math.round((to.getTime() - Date.now()) / 1000)
    writeFileSync(file, `${ahead < 0 ? '-' : '+'}${Math.abs(ahead)}\n`)
  }
  set(instant)
  return {
    environment: {
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DISABLE_SHM: '1',
    },
    now: () => new Date(Date.now() + ahead * 1000),
    turnTo: async (to) => {
      set(to)
      await delay(2500)
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
