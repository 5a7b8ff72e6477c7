/** The fingerprint of a file in memory, reckoned in a thread of Node's own, so that 20 megabytes keep nobody waiting. */
import { webcrypto } from 'node:crypto'

/** SHA-256 in hexadecimal digits. */
export const digestOf = async (bytes: Uint8Array): Promise<string> =>
  Buffer.from(await webcrypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex')
