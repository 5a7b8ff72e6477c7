/** What whoever watches the running house is told of the chain, its seals and the keys that sign them. */

import { readChainState } from '#platform/audit/chain-state.ts'
import type { SealPlaces } from '#platform/audit/seals.ts'
import { systemClock } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { HouseGauge } from '#platform/observe/house-gauge.ts'
import type { Sealer } from '#platform/sealing/sealer.ts'

/** The newest proof of any county: how long ago it ended, and how many faults it found. */
export async function findProofState(
  database: Database,
): Promise<{ seconds: number; faults: number } | undefined> {
  const [row] = await database.rows<{ seconds: number; faults: number }>(
    `select extract(epoch from now() - finished_at)::float8 as seconds, jsonb_array_length(result->'faults') as faults
     from audit.runs where kind = 'check' and state = 'done' order by finished_at desc limit 1`,
  )
  return row
}

const secondsSince = (at: string | undefined): number | undefined =>
  at === undefined ? undefined : Math.max(0, (systemClock.now().getTime() - new Date(at).getTime()) / 1000)

/** The figures of the audit and of the key ring. */
export const auditGauges =
  (places: SealPlaces) =>
  (database: Database, sealer: Sealer): readonly HouseGauge[] => {
    const state = () => readChainState(database, { places, signer: sealer, now: systemClock.now() })
    const liveKeys = () => sealer.listKeys().filter((it) => it.state !== 'retired')
    return [
      {
        name: 'audit_lag_seconds',
        help: 'How long the oldest line of the audit waits to be linked',
        read: async () => (await state()).waitingSeconds,
      },
      {
        name: 'audit_unsealed_lines',
        help: 'Linked lines that no seal holds yet',
        read: async () => {
          const { end, lastSeal } = await state()
          return Math.max(0, (end?.lines ?? 0) - (lastSeal?.position ?? 0))
        },
      },
      {
        name: 'audit_seal_age_seconds',
        help: 'Since the newest seal of the audit',
        read: async () => secondsSince((await state()).lastSeal?.at),
      },
      {
        name: 'audit_proof_age_seconds',
        help: 'Since the chain was proved at the desk',
        read: async () => (await findProofState(database))?.seconds,
      },
      {
        name: 'audit_proof_faults',
        help: 'Faults that the newest proof found',
        read: async () => (await findProofState(database))?.faults,
      },
      {
        name: 'key_ring_readable',
        help: 'Whether the key ring can be read at this reading',
        read: async () => {
          try {
            sealer.reread()
            return 1
          } catch {
            return 0 // What was read before goes on serving; the next start would fail.
          }
        },
      },
      {
        name: 'key_ring_current_key_age_seconds',
        help: 'Age of the key that seals and signs now',
        read: async () => secondsSince(liveKeys().at(-1)?.madeAt),
      },
      {
        name: 'key_ring_oldest_key_age_seconds',
        help: 'Age of the oldest key that is not retired',
        read: async () => secondsSince(liveKeys()[0]?.madeAt),
      },
    ]
  }
