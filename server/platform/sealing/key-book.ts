/** The key ring as a running process knows it: read again when its source changed or a text names an unknown key. */
import { steadyMilliseconds } from '../clock.ts'
import { cipherOf, currentKeyOf, type KeyRing, type MasterKey, purposeKey } from './key-ring.ts'
import type { KeySource } from './key-source.ts'
import { SealingProblem } from './problems.ts'

/** What is left of a key to prove old message codes and signatures by. */
export type ProvingKey = Pick<MasterKey, 'id' | 'profile'> & {
  readonly macKey: Buffer
  readonly publicKey: string
}

export type KeyBook = {
  /** Reads the ring anew, now. */
  reread(): void
  /** The ring, looked at anew once a second. */
  ring(): KeyRing
  /** The key that seals. */
  current(): MasterKey
  /** The key `id`, which opens; throws `sealing.key-unknown`. */
  getLive(id: string): MasterKey
  /** The key `id`, retired or not; throws `sealing.key-unknown`. */
  getProving(id: string): ProvingKey
  /** The key of `master` for one purpose. */
  keyFor(master: MasterKey, purpose: string): Buffer
}

/** How often at most the source is asked whether it changed, in milliseconds. */
const lookEvery = 1_000

/** Reads the ring of `source`; throws where it cannot be read. */
export function openKeyBook(source: KeySource): KeyBook {
  let stamp = source.stamp()
  let ring = source.read()
  let lookedAt = steadyMilliseconds()
  const derived = new Map<string, Buffer>()
  const reread = (): void => {
    stamp = source.stamp()
    ring = source.read()
    derived.clear()
  }
  // A file that is gone has not changed: what was read goes on serving.
  const hasChanged = (): boolean => ![undefined, stamp].includes(source.stamp())
  const look = (): void => {
    const now = steadyMilliseconds()
    if (now - lookedAt < lookEvery) return
    lookedAt = now
    if (hasChanged()) reread()
  }
  /** What `find` finds, in the ring as it is known or else as it is now. */
  const getBy = <T>(id: string, find: () => T | undefined): T => {
    let found = find()
    // A key service has no sign of change, so it is asked, though not for every text of a damaged table.
    if (!found && (hasChanged() || steadyMilliseconds() - lookedAt >= lookEvery)) {
      lookedAt = steadyMilliseconds()
      reread()
      found = find()
    }
    if (!found) throw SealingProblem.keyUnknown({ keyId: id })
    return found
  }
  const findLive = (id: string) => ring.keys.find((it) => it.id === id)
  const keyFor = (master: MasterKey, purpose: string): Buffer => {
    const name = `${master.id} ${purpose}`
    const key = derived.get(name) ?? purposeKey(master, purpose)
    derived.set(name, key)
    return key
  }
  const findProving = (id: string): ProvingKey | undefined => {
    const live = findLive(id)
    if (live)
      return {
        ...live,
        macKey: keyFor(live, 'mac'),
        get publicKey() {
          return cipherOf(live.profile).publicKeyOf(keyFor(live, 'sign'))
        },
      }
    const retired = ring.retired.find((it) => it.id === id)
    return retired && { ...retired, macKey: Buffer.from(retired.macKey, 'base64') }
  }
  return {
    reread,
    ring: () => {
      look()
      return ring
    },
    current: () => {
      look()
      return currentKeyOf(ring)
    },
    getLive: (id) => getBy(id, () => findLive(id)),
    getProving: (id) => getBy(id, () => findProving(id)),
    keyFor,
  }
}
