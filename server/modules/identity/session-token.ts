/** Session tokens: 256 random bits to the client, only their hash in the database. */
import { hash, randomBytes } from 'node:crypto'

/** A new token. */
export const newSessionToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token. */
export const hashToken = (token: string): string => hash('sha256', token, 'base64url')
