/** The last room on the disk of the database: changes are refused before it is gone, and taken again once there is room. */
import { afterEach, expect, it, vi } from 'vitest'
import { Problem } from '#domain/problem.ts'
import { createLog } from '../log.ts'
import { type DiskFloor, watchFloor } from './disk-floor.ts'

let floor: DiskFloor | undefined
afterEach(() => floor?.close())

const codeOf = ({ requireRoom }: DiskFloor): string => {
  try {
    requireRoom()
    return 'there is room'
  } catch (error) {
    return error instanceof Problem ? `${error.code} ${error.kind}` : String(error)
  }
}

it('is asked of every disk, refuses below it, and lets go by itself', async () => {
  const free: Record<string, number> = { files: 500, log: 500 }
  const watched = await watchFloor({
    folders: ['files', 'log'],
    floorBytes: 100,
    log: createLog('silent'),
    freeBytes: async (folder) => free[folder] ?? 0,
  })
  floor = watched
  expect(codeOf(watched)).toBe('there is room')
  free['log'] = 99
  await vi.waitFor(() => expect(codeOf(watched)).toBe('database.full unavailable'))
  free['log'] = 100
  await vi.waitFor(() => expect(codeOf(watched)).toBe('there is room'))
})

it('says once for all how it stands when a disk cannot be asked', async () => {
  let isAway = false
  const watched = await watchFloor({
    folders: ['files'],
    log: createLog('silent'),
    freeBytes: async () => {
      if (isAway) throw new Error('no such disk')
      return 10 ** 9
    },
  })
  floor = watched
  isAway = true
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(codeOf(watched)).toBe('there is room')
})
