/**
 * Passwords of demonstration accounts: made from a secret of the database, so that they differ between
 * installations, stay the same between starts, and can be printed again.
 */
import { createHmac } from 'node:crypto'

// No letters or digits that are easily taken for each other; 32 of them, so a byte's five low bits choose one.
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** The password of `username`: twelve characters (60 bits) in groups of four. */
export function demonstrationPassword(secret: string, username: string): string {
  const bytes = createHmac('sha256', secret).update(username).digest().subarray(0, 12)
  const characters = [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('')
  return `${characters.slice(0, 4)}-${characters.slice(4, 8)}-${characters.slice(8)}`
}
