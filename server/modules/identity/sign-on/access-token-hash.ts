/** Whether an access token is the one an ID token was made with (OpenID Connect Core 1.0, 3.1.3.8); the library leaves it out. */
import { hash } from 'node:crypto'

const hashes: Readonly<Record<string, string>> = { 256: 'sha256', 384: 'sha384', 512: 'sha512' }

/** The algorithm that the head of a token names. */
export function algorithmOf(token: string): string {
  const [head = ''] = token.split('.')
  const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as { alg?: unknown }
  return typeof alg === 'string' ? alg : ''
}

/** Whether `atHash`, where an ID token signed by `algorithm` holds one, is of `accessToken`. */
export function fitsAccessToken(atHash: unknown, accessToken: string, algorithm: string): boolean {
  if (atHash === undefined) return true
  // Ed25519 is hashed by SHA-512 inside.
  const name = algorithm === 'EdDSA' || algorithm === 'Ed25519' ? 'sha512' : hashes[algorithm.slice(-3)]
  if (!name) return false
  const whole = hash(name, accessToken, 'buffer')
  return atHash === whole.subarray(0, whole.length / 2).toString('base64url')
}
