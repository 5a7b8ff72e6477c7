/**
 * Seals the address of a part of a stream for the way through a browser: it comes back as it went, for its own watch alone,
 * and says nothing on the way. The key lives as long as the process; a player asks for its playlist anew after a restart.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const key = randomBytes(32)
const [nonceBytes, tagBytes] = [12, 16]

/** The sealed form of an address. */
export function sealPart(address: URL, watchId: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(watchId))
  const sealed = Buffer.concat([cipher.update(address.href, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** The address that was sealed for the watch; undefined for anything else. */
export function openPart(part: string, watchId: string): URL | undefined {
  const bytes = Buffer.from(part, 'base64url')
  if (bytes.length <= nonceBytes + tagBytes) return undefined
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes))
    .setAAD(Buffer.from(watchId))
    .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
    return URL.parse(text.toString('utf8')) ?? undefined
  } catch {
    // Made by somebody else, for another watch, or before a restart.
    return undefined
  }
}
