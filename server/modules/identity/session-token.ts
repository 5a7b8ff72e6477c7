/** Session tokens: 256 random bits to the client, only their hash in the database. */
import { hash, randomBytes } from 'node:crypto'
import { newId } from '#platform/ids.ts'

/** A new token. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token. */
export const hashToken = (token: string): string => hash('sha256', token, 'base64url')

/** A session that is about to be: the token for the client, and what is kept. */
export function newSession(): { token: string; kept: { id: string; tokenHash: string } } {
  const token = newSessionToken()
  return { token, kept: { id: newId(), tokenHash: hashToken(token) } }
}
