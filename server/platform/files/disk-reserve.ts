/**
 * Room on the disk that no upload may take: below it the database could not write any more, which is worse than a
 * photo that has to be sent again. What is on its way counts as if it were there already, so that ten thousand
 * uploads at once cannot pass the reserve together.
 */
import { mkdir, statfs } from 'node:fs/promises'
import { StorageProblem } from '../problems.ts'

export type DiskReserve = {
  /** Sets `bytes` aside until the answer is called; throws `storage.full` where that would touch the reserve. */
  claim(bytes: number): Promise<() => void>
}

export type DiskReserveOptions = {
  /** Folders on the disks that are watched; each keeps the reserve. */
  readonly folders: readonly string[]
  readonly reserveBytes: number
  /** Bytes that are free; asked of the disk unless a test says them. */
  readonly freeBytes?: () => Promise<number>
}

/** Watches the disks of some folders. */
export function watchDisk({ folders, reserveBytes, freeBytes }: DiskReserveOptions): DiskReserve {
  let claimed = 0
  const ask = freeBytes ?? (async () => Math.min(...(await Promise.all(folders.map(askDisk)))))
  return {
    claim: async (bytes) => {
      const before = claimed
      const free = await ask()
      // What was given back while the disk was asked may lie on it since; it counts once more, to be safe.
      if (free - Math.max(before, claimed) - bytes < reserveBytes) throw StorageProblem.full({})
      claimed += bytes
      let isOpen = true
      return () => {
        if (isOpen) claimed -= bytes
        isOpen = false
      }
    },
  }
}

async function askDisk(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
