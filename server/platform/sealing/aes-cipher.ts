/** AES-256-GCM, HMAC-SHA-256 and Ed25519, all of them by the OpenSSL of Node.js. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import type { Cipher } from './cipher.ts'

const nonceBytes = 12
const tagBytes = 16

/** What stands before the 32 bytes of a private Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Front = Buffer.from('302e020100300506032b657004220420', 'hex')

const privateKeyOf = (seed: Uint8Array) =>
  createPrivateKey({ key: Buffer.concat([pkcs8Front, seed]), format: 'der', type: 'pkcs8' })

export const aesCipher: Cipher = {
  seal(key, plain, bound) {
    const nonce = randomBytes(nonceBytes)
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(bound)
    return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  },
  open(key, sealed, bound) {
    if (sealed.length < nonceBytes + tagBytes) return undefined
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    })
    decipher.setAAD(bound).setAuthTag(sealed.subarray(-tagBytes))
    const plain = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
    try {
      return Buffer.concat([plain, decipher.final()])
    } catch {
      // The one failure of `final` in this mode: the tag is another.
      return undefined
    }
  },
  hmac: (key, data) => createHmac('sha256', key).update(data).digest(),
  publicKeyOf: (seed) =>
    createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' }).toString('base64url'),
  sign: (seed, data) => sign(null, data, privateKeyOf(seed)),
  isSignedBy: (publicKey, data, signature) =>
    verify(
      null,
      data,
      createPublicKey({ key: Buffer.from(publicKey, 'base64url'), format: 'der', type: 'spki' }),
      signature,
    ),
}
