/**
 * The second factor: codes of half a minute after RFC 6238, as every authenticator makes them, and codes for its loss. The
 * secret leaves the house once, when it is begun; afterwards it lies sealed.
 */
import { hash, randomInt } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

const stepSeconds = 30
/** A device whose clock is half a minute off is still right. */
const stepsOff = 1

const totpOf = (secret: string, label = ''): TOTP =>
  new TOTP({
    issuer: '经纬 Jingwei',
    label,
    secret: Secret.fromBase32(secret),
    digits: 6,
    period: stepSeconds,
  })

/** A new secret: 160 random bits in base 32. */
export const newFactorSecret = (): string => new Secret({ size: 20 }).base32

/** What a device scans: the secret with the name it is shown under. */
export const factorUri = (secret: string, username: string): string => totpOf(secret, username).toString()

/** Which half minute `code` is of; undefined where it is of none that is near. */
export function findStep(secret: string, code: string, now: Date): number | undefined {
  const delta = totpOf(secret).validate({ token: code, timestamp: now.getTime(), window: stepsOff })
  return delta === null ? undefined : Math.floor(now.getTime() / (stepSeconds * 1000)) + delta
}

// No letters or digits that are easily taken for each other; 32 of them.
const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
const codesAtOnce = 10

/** New codes for the loss of the device: sixty random bits each, in groups of four. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: codesAtOnce }, () =>
    Array.from({ length: 12 }, () => alphabet[randomInt(alphabet.length)])
      .join('')
      .replace(/(.{4})(?=.)/g, '$1-'),
  )

/** What is kept of such a code. It cannot be guessed, so a fast hash is enough. */
export const hashRecoveryCode = (personId: string, code: string): string =>
  hash('sha256', `${personId}\n${code.toLowerCase().replace(/[^a-z0-9]/g, '')}`, 'base64url')
