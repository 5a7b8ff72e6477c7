/** Passwords for somebody to write down once: 80 random bits, in letters and digits that nobody takes for each other. */
import { randomInt } from 'node:crypto'

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'

/** A new password: sixteen characters in groups of four. */
export const generatePassword = (): string =>
  Array.from({ length: 16 }, () => alphabet[randomInt(alphabet.length)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-')
