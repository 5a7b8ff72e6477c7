/**
 * Another master key, and the end of an old one. Nothing stops meanwhile: servers that run read the ring anew, open
 * by both keys, search by both hashes, and seal by the new one.
 */
import type { Act, Command } from '../act.ts'
import { type Actor, may } from '../actor.ts'
import type { Database } from '../database/database.ts'
import { AccessProblem } from '../problems.ts'
import type { CipherProfile } from './cipher.ts'
import { currentKeyOf, withKeyRetired, withNewKey } from './key-ring.ts'
import type { KeySource } from './key-source.ts'
import { SealingProblem } from './problems.ts'
import { surveySealing } from './seal-everything.ts'
import type { SealedColumn } from './sealed-column.ts'
import type { Sealer } from './sealer.ts'

type Parts = {
  readonly act: Act
  readonly actor: Actor
  readonly source: KeySource
  readonly sealer: Sealer
  readonly now: Date
}

type Told = { keyId: string; profile: CipherProfile }

/** The ring is no row: what was done to it is logged by an act that does nothing else. */
const logKeyChange = (name: 'keys.rotate' | 'keys.retire'): Command<Told, Told> => ({
  name,
  permission: 'keys.manage',
  run: async (_, told) => told,
})

const requireManager = (actor: Actor): void => {
  if (!may(actor, 'keys.manage')) throw AccessProblem.notPermitted({ permission: 'keys.manage' })
}

/** Makes a new key, which seals from now on. */
export async function rotateKeys(parts: Parts, profile: CipherProfile): Promise<Told> {
  const { act, actor, source, sealer, now } = parts
  requireManager(actor)
  const ring = withNewKey(source.read(), profile, now)
  source.replace(ring)
  sealer.reread()
  const { id: keyId } = currentKeyOf(ring)
  return act(actor, logKeyChange('keys.rotate'), { keyId, profile })
}

/** Ends the key `id`, which nothing may be sealed by any more; it goes on to prove old codes and signatures. */
export async function retireKey(
  parts: Parts & { readonly db: Database; readonly columns: readonly SealedColumn[] },
  id: string,
): Promise<Told> {
  const { act, actor, source, sealer, now, db, columns } = parts
  requireManager(actor)
  const ring = source.read()
  const key = ring.keys.find((it) => it.id === id)
  if (!key) throw SealingProblem.keyUnknown({ keyId: id })
  if (key === currentKeyOf(ring)) throw SealingProblem.keyIsCurrent({ keyId: id })
  const count = (await surveySealing(db, columns))
    .filter((it) => it.keyId === id)
    .reduce((sum, it) => sum + it.count, 0)
  if (count) throw SealingProblem.keyInUse({ keyId: id, count })
  source.replace(withKeyRetired(ring, id, now))
  sealer.reread()
  return act(actor, logKeyChange('keys.retire'), { keyId: id, profile: key.profile })
}
