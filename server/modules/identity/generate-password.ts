/** Passwords for somebody to write down once: 80 random bits, in letters and digits that nobody takes for each other. */
import { randomInt } from 'node:crypto'

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A new password: sixteen characters in groups of four, with letters and digits as every profile of passwords likes it. */
export function generatePassword(): string {
  const characters = Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)]).join('')
  if (!/[a-z]/.test(characters) || !/\d/.test(characters)) return generatePassword()
  return characters.replace(/(.{4})(?=.)/g, '$1-')
}
