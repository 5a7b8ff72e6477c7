/**
 * The national algorithms against the examples that their standards print, and two implementations against each
 * other: OpenSSL (by Node.js) and sm-crypto-v2.
 */
import { createCipheriv, createHash, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto'
import { sm2, sm3, sm4 } from 'sm-crypto-v2'
import { describe, expect, it, test } from 'vitest'
import { smCipher } from './sm-cipher.ts'

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')

describe('the examples of the standards', () => {
  test.each([
    // GB/T 32905-2016, appendix A.1 and A.2.
    ['616263', '66c7f0f4 62eeedd9 d1f2d46b dc10e4e2 4167c487 5cf2f7a2 297da02b 8f4ba8e0'],
    ['61626364'.repeat(16), 'debe9ff9 2275b8a1 38604889 c18e5a4d 6fdb70e5 387e5765 293dcba3 9c0c5732'],
  ])('SM3 of %s', (message, digest) => {
    expect(createHash('sm3').update(hex(message)).digest()).toEqual(hex(digest))
    expect(hex(sm3(hex(message)))).toEqual(hex(digest))
  })

  it('SM4, GB/T 32907-2016 appendix A.1 and A.2: once, and a million times over', () => {
    const key = hex('01234567 89abcdef fedcba98 76543210')
    // In CBC mode over zeros each block is the one before, encrypted again.
    const chained = createCipheriv('sm4-cbc', key, key).update(Buffer.alloc(16_000_000))
    expect(chained.subarray(0, 16)).toEqual(hex('681edf34 d206965e 86b3e94f 536e4246'))
    expect(chained.subarray(-16)).toEqual(hex('595298c7 c6fd271f 0402f804 c33d3f66'))
    expect(hex(sm4.encrypt(key, key, { padding: 'none' }))).toEqual(chained.subarray(0, 16))
  })

  it('SM2 on the curve of GB/T 32918.5-2017: the public key and the signature of its appendix A.2', () => {
    const privateKey = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'
    const publicKey = [
      '04',
      '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
      'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    ].join('')
    const signature = [
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3',
      'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    ].join('')
    const message = Buffer.from('message digest')
    const options = { hash: true, userId: '1234567812345678' }
    expect(sm2.getPublicKeyFromPrivateKey(privateKey)).toBe(publicKey)
    expect(sm2.doVerifySignature(message, signature, publicKey, options)).toBe(true)
    expect(sm2.doVerifySignature(Buffer.from('message Digest'), signature, publicKey, options)).toBe(false)
  })
})

describe('two implementations', () => {
  it('SM3, its HMAC and SM4-CBC agree on texts of every length about a block', () => {
    for (let length = 0; length <= 70; length++) {
      const [key, start, text] = [randomBytes(16), randomBytes(16), randomBytes(length)]
      expect(hex(sm3(text))).toEqual(createHash('sm3').update(text).digest())
      expect(hex(sm3(text, { key, mode: 'hmac' }))).toEqual(createHmac('sm3', key).update(text).digest())
      const cipher = createCipheriv('sm4-cbc', key, start)
      expect(hex(sm4.encrypt(text, key, { mode: 'cbc', iv: start.toString('hex') }))).toEqual(
        Buffer.concat([cipher.update(text), cipher.final()]),
      )
    }
  })

  it('SM2: what one signs the other proves, and nothing else', () => {
    // OpenSSL takes the name of the signer as empty; Node.js gives no way to say another.
    const { privateKey, publicKey } = sm2.generateKeyPairHex()
    const spki = Buffer.concat([
      hex('3059301306072a8648ce3d020106082a811ccf5501822d034200'),
      Buffer.from(publicKey, 'hex'),
    ])
    const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
    for (let round = 0; round < 20; round++) {
      const message = randomBytes(round * 7)
      const options = { der: true, hash: true, userId: '' }
      const signature = Buffer.from(sm2.doSignature(message, privateKey, options), 'hex')
      expect(verify('sm3', message, key, signature)).toBe(true)
      expect(verify('sm3', Buffer.concat([message, Buffer.of(1)]), key, signature)).toBe(false)
    }
  })
})

it('a key for signing follows from any seed, the least and the greatest too', () => {
  for (const seed of [Buffer.alloc(32), Buffer.alloc(32, 255), randomBytes(32)]) {
    const publicKey = smCipher.publicKeyOf(seed)
    const signature = smCipher.sign(seed, Buffer.from('链头'))
    expect(smCipher.isSignedBy(publicKey, Buffer.from('链头'), signature)).toBe(true)
    expect(smCipher.isSignedBy(publicKey, Buffer.from('链尾'), signature)).toBe(false)
  }
})
