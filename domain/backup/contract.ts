/** Endpoints of the backups: what an administrator sees of them. Made and brought back they are on the command line. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { SentenceText } from '../table.ts'

const nothing = z.object({})

/**
 * `off`: not scheduled; `no-key`: scheduled without a key, so none can be made; `none-yet`; `old`: the last copy is older
 * than it should be; `fresh`.
 */
export const backupStates = ['off', 'no-key', 'none-yet', 'old', 'fresh'] as const

/** One attempt to make a copy. */
export const BackupRun = z.object({
  id: z.uuid(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  outcome: z.enum(['done', 'failed']),
  /** Name of the copy; null where none came of it. */
  name: z.string().nullable(),
  folder: z.string(),
  /** What was acknowledged before this instant is in it. */
  pointAt: z.iso.datetime().nullable(),
  /** Of the database and of photos and base maps, as they lie encrypted in the folder. */
  databaseBytes: z.int(),
  fileBytes: z.int(),
  files: z.int(),
  hasKeys: z.boolean(),
  problem: SentenceText.nullable(),
})
export type BackupRun = z.infer<typeof BackupRun>

export const BackupOverview = z.object({
  state: z.enum(backupStates),
  folder: z.string(),
  /** Hours of the day in China, half past. */
  hours: z.array(z.int()),
  kept: z.int(),
  nextAt: z.iso.datetime().nullable(),
  lastPointAt: z.iso.datetime().nullable(),
  runs: z.array(BackupRun),
})
export type BackupOverview = z.infer<typeof BackupOverview>

export const showBackupsEndpoint = endpoint({
  method: 'GET',
  path: '/api/backups',
  summary: 'Whether copies are made, when the last one was, and the last fifty attempts',
  permission: 'backup.read',
  scope: 'The whole installation.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: BackupOverview,
})
