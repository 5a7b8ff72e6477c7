/** A disk of a few hundred megabytes, in memory, that can be filled to the last byte and emptied again. Needs root. */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export type SmallDisk = {
  /** Takes what is free, and goes on taking what becomes free, until it is told to give all back. */
  fill(): void
  giveBack(): void
  remove(): void
}

const chunk = Buffer.alloc(1_048_576, 1)

/** Mounts it at `folder`, which is made where it is missing. */
export function makeSmallDisk(folder: string, megabytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder])
  const ballast = join(folder, 'ballast')
  let timer: NodeJS.Timeout | undefined
  const take = (): void => {
    const file = openSync(ballast, 'a')
    try {
      for (;;) {
        const { bavail, bsize } = statfsSync(folder)
        const free = Math.min(bavail * bsize, chunk.length)
        if (free <= 0) return
        writeSync(file, chunk, 0, free)
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      closeSync(file)
    }
  }
  return {
    fill: () => {
      take()
      timer = setInterval(take, 200)
    },
    giveBack: () => {
      clearInterval(timer)
      rmSync(ballast, { force: true })
    },
    remove: () => {
      clearInterval(timer)
      // Lazily: a process that is just ending may still hold a file in it.
      execFileSync('umount', ['-l', folder])
    },
  }
}
