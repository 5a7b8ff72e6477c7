/**
 * One set of algorithms behind the sealing: `aes` (AES-256-GCM, SHA-256, Ed25519) and `sm`, the national
 * algorithms 国密 (SM4, SM3, SM2). Everything above knows bytes only, so that a county can change from one to the other.
 */
export const cipherProfiles = ['aes', 'sm'] as const
export type CipherProfile = (typeof cipherProfiles)[number]

export type Cipher = {
  /** Seals `plain`; `bound` is not hidden but must be the same at opening. `key` has 32 bytes. */
  seal(key: Uint8Array, plain: Uint8Array, bound: Uint8Array): Buffer
  /** Gives back what was sealed, or undefined where key, text or what it is bound to are not the same. */
  open(key: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Buffer | undefined
  /** A keyed hash of 32 bytes. */
  hmac(key: Uint8Array, data: Uint8Array): Buffer
  /** The public key, as text, of the signing key that follows from `seed` (32 bytes). */
  publicKeyOf(seed: Uint8Array): string
  sign(seed: Uint8Array, data: Uint8Array): Buffer
  isSignedBy(publicKey: string, data: Uint8Array, signature: Uint8Array): boolean
}
