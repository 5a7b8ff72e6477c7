/** What is proved or compared by a key and hides nothing: keyed hashes, message codes, signatures. */
import { timingSafeEqual } from 'node:crypto'
import { joined } from './bytes.ts'
import type { KeyBook } from './key-book.ts'
import { cipherOf, type MasterKey } from './key-ring.ts'

export type Proofs = {
  /** The same value in the same context has the same text `h1.<master key id>.<hash>`, until the key changes. */
  keyedHash(value: string, context: string): string
  /** The hashes of `value` by every key that opens, newest first: what a search compares with. */
  keyedHashes(value: string, context: string): string[]
  /** A message code `m1.…`, by which is seen later that nobody without the key changed `value`. */
  mac(value: string | Uint8Array, context: string): string
  /** Whether `mac` is the message code of `value`, by a retired key too; throws `sealing.key-unknown`. */
  isMacOf(mac: string, value: string | Uint8Array, context: string): boolean
  /** A signature `g1.…` (Ed25519 or SM2), which the public key alone proves. */
  sign(value: string | Uint8Array, context: string): string
  /** Whether it is one of `value`, by a retired key too; throws `sealing.key-unknown`. */
  isSignatureOf(signature: string, value: string | Uint8Array, context: string): boolean
}

function readProof(text: string, front: 'm' | 'g'): { id: string; bytes: Buffer } | undefined {
  const [, kind, id, rest] = /^([mg])1\.([a-z0-9]{8})\.([\w-]+)$/.exec(text) ?? []
  return kind === front && id && rest ? { id, bytes: Buffer.from(rest, 'base64url') } : undefined
}

/** Proofs by the keys of `book`. */
export function createProofs(book: KeyBook): Proofs {
  const hashBy = (master: MasterKey, value: string, context: string): string => {
    const { hmac } = cipherOf(master.profile)
    return `h1.${master.id}.${hmac(book.keyFor(master, 'hash'), joined(context, value)).toString('base64url')}`
  }
  return {
    keyedHash: (value, context) => hashBy(book.current(), value, context),
    keyedHashes: (value, context) =>
      book
        .ring()
        .keys.map((it) => hashBy(it, value, context))
        .reverse(),
    mac: (value, context) => {
      const master = book.current()
      const code = cipherOf(master.profile).hmac(book.keyFor(master, 'mac'), joined(context, value))
      return `m1.${master.id}.${code.toString('base64url')}`
    },
    isMacOf: (mac, value, context) => {
      const proof = readProof(mac, 'm')
      if (!proof) return false
      const { profile, macKey } = book.getProving(proof.id)
      const code = cipherOf(profile).hmac(macKey, joined(context, value))
      return code.length === proof.bytes.length && timingSafeEqual(code, proof.bytes)
    },
    sign: (value, context) => {
      const master = book.current()
      const signature = cipherOf(master.profile).sign(book.keyFor(master, 'sign'), joined(context, value))
      return `g1.${master.id}.${signature.toString('base64url')}`
    },
    isSignatureOf: (signature, value, context) => {
      const proof = readProof(signature, 'g')
      if (!proof) return false
      const { profile, publicKey } = book.getProving(proof.id)
      return cipherOf(profile).isSignedBy(publicKey, joined(context, value), proof.bytes)
    },
  }
}
