/** Proving signatures of an installation with nothing but its public keys, wherever the proof is asked for. */
import { createHash } from 'node:crypto'
import { joined } from './bytes.ts'
import type { CipherProfile } from './cipher.ts'
import { cipherOf } from './key-ring.ts'

export type PublicKey = {
  readonly id: string
  readonly profile: CipherProfile
  /** Ed25519 as SPKI in base64url, or a point of SM2 in hexadecimal. */
  readonly publicKey: string
}

/** The first 32 digits of its SHA-256 in groups of four, for comparing by eye. */
export const fingerprintOf = ({ publicKey }: Pick<PublicKey, 'publicKey'>): string =>
  (createHash('sha256').update(publicKey).digest('hex').slice(0, 32).match(/.{4}/g) ?? []).join(' ')

/** Whether `signature` (`g1.…`) was made over `value` in `context` by one of `keys`. */
export function isProvedBy(
  keys: readonly PublicKey[],
  signature: string,
  value: string,
  context: string,
): boolean {
  const [, id, bytes] = /^g1\.([a-z0-9]{8})\.([\w-]+)$/.exec(signature) ?? []
  const key = keys.find((it) => it.id === id)
  if (!key || bytes === undefined) return false
  return cipherOf(key.profile).isSignedBy(
    key.publicKey,
    joined(context, value),
    Buffer.from(bytes, 'base64url'),
  )
}
