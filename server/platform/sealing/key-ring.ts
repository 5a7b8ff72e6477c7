/**
 * The key ring: the master keys of an installation, which never lie in its database. The newest key that is not
 * retired seals; older ones open until nothing is sealed by them any more. Of a retired key only what proves old
 * seals of the log and signatures is kept, which opens nothing.
 */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { aesCipher } from './aes-cipher.ts'
import { type Cipher, type CipherProfile, cipherProfiles } from './cipher.ts'
import { smCipher } from './sm-cipher.ts'

const ciphers: Readonly<Record<CipherProfile, Cipher>> = { aes: aesCipher, sm: smCipher }

/** The algorithms of `profile`. */
export const cipherOf = (profile: CipherProfile): Cipher => ciphers[profile]

const LiveKey = z.strictObject({
  /** Eight small letters and digits; stands open in everything that the key sealed. */
  id: z.string().regex(/^[a-z0-9]{8}$/),
  profile: z.enum(cipherProfiles),
  madeAt: z.iso.datetime(),
  /** 32 random bytes in base64. */
  key: z.base64().refine((it) => Buffer.from(it, 'base64').length === 32, 'must be 32 bytes in base64'),
})

const RetiredKey = LiveKey.omit({ key: true }).extend({
  retiredAt: z.iso.datetime(),
  /** Proves message codes that the key made, in base64. */
  macKey: z.base64(),
  /** Proves signatures that the key made. */
  publicKey: z.string(),
})

export const KeyRing = z.strictObject({
  version: z.literal(1),
  /** Oldest first. */
  keys: z.array(LiveKey).min(1),
  retired: z.array(RetiredKey).default([]),
})
export type KeyRing = z.output<typeof KeyRing>
export type MasterKey = z.output<typeof LiveKey>

const idLetters = 'abcdefghijkmnpqrstuvwxyz23456789'
const newKeyId = (): string => Array.from(randomBytes(8), (it) => idLetters[it % idLetters.length]).join('')

function newKey(profile: CipherProfile, now: Date): MasterKey {
  return {
    id: newKeyId(),
    profile,
    madeAt: now.toISOString(),
    key: randomBytes(32).toString('base64'),
  }
}

/** A ring with one new key. */
export const makeKeyRing = (profile: CipherProfile, now: Date): KeyRing => ({
  version: 1,
  keys: [newKey(profile, now)],
  retired: [],
})

/** The ring with one more key, which seals from now on. */
export const withNewKey = (ring: KeyRing, profile: CipherProfile, now: Date): KeyRing => ({
  ...ring,
  keys: [...ring.keys, newKey(profile, now)],
})

/** The key that seals. */
export function currentKeyOf(ring: KeyRing): MasterKey {
  const key = ring.keys.at(-1)
  if (!key) throw new Error('a key ring has at least one key')
  return key
}

/** A key for one purpose, which follows from the master key and betrays nothing of it. */
export const purposeKey = ({ profile, key }: MasterKey, purpose: string): Buffer =>
  cipherOf(profile).hmac(Buffer.from(key, 'base64'), Buffer.from(`jingwei sealing 1 ${purpose}`))

/** The ring without the secret of the key `id`, which must not be the one that seals. */
export function withKeyRetired(ring: KeyRing, id: string, now: Date): KeyRing {
  const key = ring.keys.find((it) => it.id === id)
  if (!key || key === currentKeyOf(ring)) throw new Error(`the key ${id} cannot be retired`)
  const { key: _secret, ...rest } = key
  return {
    ...ring,
    keys: ring.keys.filter((it) => it !== key),
    retired: [
      ...ring.retired,
      {
        ...rest,
        retiredAt: now.toISOString(),
        macKey: purposeKey(key, 'mac').toString('base64'),
        publicKey: cipherOf(key.profile).publicKeyOf(purposeKey(key, 'sign')),
      },
    ],
  }
}
