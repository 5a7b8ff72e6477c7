/** How the chain and its seals stand, cheaply enough to be asked again and again. */
import type { Database } from '../database/database.ts'
import { type ChainEnd, endColumns, toEnd } from './blocks.ts'
import { readLastSeal, type Seal, type SealPlaces, type Signer } from './seals.ts'

export type ChainState = {
  /** Undefined where no line was linked yet. */
  readonly end: (ChainEnd & { readonly madeAt: Date }) | undefined
  /** Lines that are not linked yet, and how long the oldest has waited. */
  readonly waiting: number
  readonly waitingSeconds: number
  readonly lastSeal: Seal | undefined
}

/** Reads it with the eyes of the house: the chain goes over the lines of all counties. */
export async function readChainState(
  database: Database,
  { places, signer, now }: { places: SealPlaces; signer: Signer; now: Date },
): Promise<ChainState> {
  const [last] = await database.rows<Record<string, unknown>>(
    `select ${endColumns}, made_at from platform.audit_blocks order by number desc limit 1`,
  )
  const [waiting] = await database.rows<{ count: number; oldest: Date | null }>(
    'select count(*)::int as count, min(at) as oldest from platform.audit_entries where seq > $1',
    [Number(last?.['high'] ?? 0)],
  )
  const oldest = waiting?.oldest
  return {
    end: last && { ...toEnd(last), madeAt: last['made_at'] as Date },
    waiting: waiting?.count ?? 0,
    waitingSeconds: oldest ? Math.max(0, (now.getTime() - oldest.getTime()) / 1000) : 0,
    lastSeal: await readLastSeal(places, signer),
  }
}
