/**
 * The national algorithms: SM4 in CBC mode with an HMAC-SM3 over everything (encrypt, then authenticate), HMAC-SM3
 * and SM2. OpenSSL has SM4 and SM3; the SM4-GCM of its newer versions does not reach Node.js, and its SM2 signs
 * without the signer's name that GB/T 32918.2 has by default, so signatures come from sm-crypto-v2.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import type { Cipher } from './cipher.ts'

const blockBytes = 16
const macBytes = 32

/** The name of the signer where none was agreed (GM/T 0009). */
const userId = '1234567812345678'

/** The order of SM2's group; a private key lies in 1 … order − 2. */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

const hmac = (key: Uint8Array, ...data: Uint8Array[]): Buffer => {
  const hash = createHmac('sm3', key)
  for (const it of data) hash.update(it)
  return hash.digest()
}

/** One key for hiding and another for authenticating, out of the one given. */
function keysOf(key: Uint8Array): { hiding: Buffer; proving: Buffer } {
  return {
    hiding: hmac(key, Buffer.from('sm4-cbc')).subarray(0, blockBytes),
    proving: hmac(key, Buffer.from('hmac-sm3')),
  }
}

const lengthOf = (bytes: Uint8Array): Buffer => {
  const length = Buffer.alloc(8)
  length.writeBigUInt64BE(BigInt(bytes.length))
  return length
}

const privateKeyOf = (seed: Uint8Array): string =>
  ((BigInt(`0x${Buffer.from(seed).toString('hex')}`) % (order - 2n)) + 1n).toString(16).padStart(64, '0')

export const smCipher: Cipher = {
  seal(key, plain, bound) {
    const { hiding, proving } = keysOf(key)
    const start = randomBytes(blockBytes)
    const cipher = createCipheriv('sm4-cbc', hiding, start)
    const hidden = Buffer.concat([start, cipher.update(plain), cipher.final()])
    return Buffer.concat([hidden, hmac(proving, lengthOf(bound), bound, hidden)])
  },
  open(key, sealed, bound) {
    if (sealed.length < 2 * blockBytes + macBytes) return undefined
    const { hiding, proving } = keysOf(key)
    const hidden = sealed.subarray(0, -macBytes)
    if (!timingSafeEqual(hmac(proving, lengthOf(bound), bound, hidden), sealed.subarray(-macBytes)))
      return undefined
    const decipher = createDecipheriv('sm4-cbc', hiding, hidden.subarray(0, blockBytes))
    return Buffer.concat([decipher.update(hidden.subarray(blockBytes)), decipher.final()])
  },
  hmac: (key, data) => hmac(key, data),
  publicKeyOf: (seed) => sm2.getPublicKeyFromPrivateKey(privateKeyOf(seed)),
  sign: (seed, data) =>
    Buffer.from(sm2.doSignature(data, privateKeyOf(seed), { der: true, hash: true, userId }), 'hex'),
  isSignedBy: (publicKey, data, signature) =>
    sm2.doVerifySignature(data, Buffer.from(signature).toString('hex'), publicKey, {
      der: true,
      hash: true,
      userId,
    }),
}
