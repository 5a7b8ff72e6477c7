/** How the chain and its seals stand, and what the newest proof found. */
import type { z } from 'zod'
import { CheckResult, chainLightOf } from '#domain/audit/audit-run.ts'
import type { showChainEndpoint } from '#domain/audit/contract.ts'
import { readChainState } from '#platform/audit/chain-state.ts'
import type { SealPlaces } from '#platform/audit/seals.ts'
import type { Query } from '#platform/query.ts'
import { fingerprintOf } from '#platform/sealing/public-key.ts'
import { keyIdOf } from '#platform/sealing/sealer.ts'
import { findNewestProof, findNewestRun } from '../store.ts'

type Shown = z.input<typeof showChainEndpoint.reply>

export const showChain = (places: SealPlaces): Query<object, Shown> => ({
  name: 'audit.show-chain',
  async run({ db, actor, now, sealer }) {
    // One chain goes over the lines of every county; of those of others nothing is told but how many there are.
    const { end, lastSeal, waiting, waitingSeconds } = await readChainState(db.house, {
      places,
      signer: sealer,
      now,
    })
    const proof = await findNewestProof(db, actor.adcode)
    const faults = proof ? CheckResult.parse(proof.result).faults : []
    const standing = {
      linked: end?.lines ?? 0,
      waitingSeconds,
      sealed: lastSeal?.position ?? 0,
      lastSealAt: lastSeal ? new Date(lastSeal.at) : null,
      checkedAt: proof?.finishedAt ?? null,
      faults: faults.length,
    }
    return {
      light: chainLightOf(standing, now),
      linked: standing.linked,
      waiting,
      waitingSeconds,
      head: end
        ? {
            block: end.number,
            algorithm: end.algorithm,
            link: end.head.toString('hex'),
            linkedAt: end.madeAt.toISOString(),
          }
        : null,
      seals: lastSeal?.number ?? 0,
      lastSeal: lastSeal
        ? {
            number: lastSeal.number,
            at: lastSeal.at,
            position: lastSeal.position,
            keyId: keyIdOf(lastSeal.signature) ?? null,
          }
        : null,
      keys: sealer.listKeys().map(({ id, profile, publicKey }) => ({
        id,
        profile,
        fingerprint: fingerprintOf({ publicKey }),
      })),
      hasSecondPlace: places.secondFolder !== undefined,
      check: (await findNewestRun(db, actor.adcode, 'check')) ?? null,
      faults,
    }
  },
})
