/** Work on the whole audit that takes its time: proving the chain, and making a file of some days. */
import { z } from 'zod'
import { SentenceText } from '../table.ts'

export const auditRunKinds = ['check', 'export'] as const
export const auditRunStates = ['waiting', 'running', 'done', 'failed', 'gone'] as const

export const AuditRun = z.object({
  id: z.uuid(),
  kind: z.enum(auditRunKinds),
  state: z.enum(auditRunStates),
  /** Days of an export. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  total: z.int().nullable(),
  done: z.int(),
  requestedByName: z.string(),
  requestedAt: z.string(),
  finishedAt: z.string().nullable(),
  /** How many faults a proof found. */
  faults: z.int().nullable(),
  problemCode: z.string().nullable(),
})
export type AuditRun = z.infer<typeof AuditRun>

/** One fault that a proof found, in words. */
export const AuditFaultText = z.object({
  kind: z.string(),
  position: z.int().nullable(),
  seq: z.int().nullable(),
  told: SentenceText,
})
export type AuditFaultText = z.infer<typeof AuditFaultText>

/** What is kept of a proof. */
export const CheckResult = z.object({
  lines: z.int(),
  dropped: z.int(),
  blocks: z.int(),
  seals: z.int(),
  faults: z.array(AuditFaultText),
})
export type CheckResult = z.infer<typeof CheckResult>

/** For how many days the file of an export is kept. */
export const auditExportKeptDays = 7
/** The longest stretch of one export. */
export const mostExportDays = 366

/** `red`: something does not hold · `yellow`: look after it · `green`. */
export const chainLights = ['green', 'yellow', 'red'] as const
export type ChainLight = (typeof chainLights)[number]

export type ChainStanding = {
  readonly linked: number
  /** How long the oldest line has waited to be linked. */
  readonly waitingSeconds: number
  /** How many lines the newest seal holds, and when it was made. */
  readonly sealed: number
  readonly lastSealAt: Date | null
  /** When the newest proof ended, and how many faults it found. */
  readonly checkedAt: Date | null
  readonly faults: number
}

const minute = 60_000
/** A running house seals every hour, and links every second. */
const longestUnsealed = 130 * minute
const longestUnlinkedSeconds = 120
const longestUnproved = 32 * 24 * 60 * minute

/** What the light of the chain shows at `now`. */
export function chainLightOf(it: ChainStanding, now: Date): ChainLight {
  if (it.faults > 0) return 'red'
  if (it.linked === 0) return 'yellow'
  const since = (at: Date | null): number => (at ? now.getTime() - at.getTime() : Number.POSITIVE_INFINITY)
  const isSealed = it.sealed >= it.linked || since(it.lastSealAt) <= longestUnsealed
  const isLinked = it.waitingSeconds <= longestUnlinkedSeconds
  return isSealed && isLinked && since(it.checkedAt) <= longestUnproved ? 'green' : 'yellow'
}
