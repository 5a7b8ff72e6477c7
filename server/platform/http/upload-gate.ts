/**
 * Every file that somebody sends passes here before a byte of it is read, whichever module takes it: how many files
 * and how much a person may send in a minute and in a day, and whether the disk has room. A file whose length is not
 * told counts as the largest that is taken.
 */
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { DiskReserve } from '../files/disk-reserve.ts'
import { count } from './rate-limits.ts'

/** What one person may send; 0 sets no limit. */
export type UploadQuotas = {
  readonly filesPerMinute: number
  readonly filesPerDay: number
  readonly megabytesPerDay: number
}

export type UploadGate = {
  /**
   * Counts a file of `bytes` for a person; the answer is called when it is done with. Throws `request.too-many` or
   * `storage.full`.
   */
  admit(personId: string, bytes: number): Promise<() => void>
}

const minute = 60
const day = 86_400

/** Makes the gate of one server. */
export function createUploadGate(quotas: UploadQuotas, disk?: DiskReserve): UploadGate {
  const counterOf = (points: number, duration: number) =>
    points > 0 ? new RateLimiterMemory({ points, duration }) : undefined
  const burst = counterOf(quotas.filesPerMinute, minute)
  const files = counterOf(quotas.filesPerDay, day)
  const kilobytes = counterOf(quotas.megabytesPerDay * 1024, day)
  return {
    admit: async (personId, bytes) => {
      const release = disk ? await disk.claim(bytes) : () => undefined
      try {
        await count(burst, personId)
        await count(files, personId)
        await count(kilobytes, personId, Math.max(1, Math.ceil(bytes / 1024)))
        return release
      } catch (error) {
        release()
        throw error
      }
    },
  }
}
