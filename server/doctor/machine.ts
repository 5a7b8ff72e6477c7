/** The machine that this process runs on. */
import { execFile } from 'node:child_process'
import { readFile, statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { promisify } from 'node:util'
import type { Clock } from '#platform/clock.ts'
import type { Machine } from './patient.ts'

const run = promisify(execFile)

async function readOpenFiles(): Promise<number | undefined> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const [, soft] = /^Max open files\s+(\S+)/m.exec(limits) ?? []
  return soft === 'unlimited' ? Number.MAX_SAFE_INTEGER : soft === undefined ? undefined : Number(soft)
}

/** Reads the machine now. */
export async function readMachine(clock: Clock): Promise<Machine> {
  const limit = process.constrainedMemory()
  return {
    now: clock.now(),
    nodeVersion: process.version,
    userId: process.getuid?.(),
    memoryBytes: limit > 0 ? Math.min(limit, totalmem()) : totalmem(),
    openFiles: await readOpenFiles(),
    space: async (folder) => {
      const found = await statfs(folder).catch(() => undefined)
      return found && { free: found.bavail * found.bsize, total: found.blocks * found.bsize }
    },
    chineseFonts: async () => {
      const found = await run('fc-list', [':lang=zh', 'family']).catch(() => undefined)
      return found?.stdout.split('\n').filter(Boolean)
    },
  }
}
