/**
 * The last room on the disk of the embedded database. PostgreSQL ends itself where it cannot write its log; so changes are
 * refused a little before, while everything can still be read, and taken again as soon as there is room.
 */
import { statfs } from 'node:fs/promises'
import type { Log } from '../log.ts'
import { DatabaseProblem } from '../problems.ts'

export type DiskFloor = {
  /** Throws `database.full` while there is no room for changes. */
  requireRoom(): void
  close(): void
}

export type DiskFloorOptions = {
  /** Folders that the database writes to; where they lie on several disks, each needs room. */
  readonly folders: readonly string[]
  readonly log: Log
  readonly floorBytes?: number
  /** Bytes that are free on the disk of a folder; asked of the disk unless a test says them. */
  readonly freeBytes?: (folder: string) => Promise<number>
}

/** Room for the log of some minutes of what the house does by itself: four of its files. */
const usualFloor = 4 * 16 * 1_048_576
const lookEvery = 500

async function askDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** Begins to watch. */
export async function watchFloor({
  folders,
  log,
  floorBytes = usualFloor,
  freeBytes = askDisk,
}: DiskFloorOptions): Promise<DiskFloor> {
  let isFull = false
  const look = async (): Promise<void> => {
    const free = Math.min(...(await Promise.all(folders.map(freeBytes))))
    const wasFull = isFull
    isFull = free < floorBytes
    if (isFull && !wasFull) log.error({ free, floorBytes }, 'the disk is full; changes are refused')
    if (wasFull && !isFull) log.warn({ free }, 'there is room on the disk again; changes are taken')
  }
  await look()
  const timer = setInterval(() => {
    look().catch((error: unknown) => log.warn({ err: error }, 'the disk could not be asked'))
  }, lookEvery)
  timer.unref()
  return {
    requireRoom: () => {
      if (isFull) throw DatabaseProblem.full({})
    },
    close: () => clearInterval(timer),
  }
}
