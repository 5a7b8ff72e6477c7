import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { cipherProfiles } from './cipher.ts'
import { currentKeyOf, withKeyRetired, withNewKey } from './key-ring.ts'
import { keysInMemory } from './key-source.ts'
import { cellContext, createSealer, isSealed, keyIdOf } from './sealer.ts'

const now = new Date('2026-06-15T09:00:00+08:00')
const context = cellContext('intake.reports', 'caller_phone', '530127', '0197-1')

describe.each(cipherProfiles)('the profile %s', (profile) => {
  const sealer = createSealer(keysInMemory(profile))

  it('opens what it sealed, whatever it is, and shows nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, where) => {
        const sealed = sealer.seal(plain, where)
        expect(sealer.open(sealed, where)).toBe(plain.toWellFormed())
        expect(isSealed(sealed)).toBe(true)
        expect(sealer.seal(plain, where)).not.toBe(sealed)
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (plain) => {
        expect(sealer.openSealedBytes(sealer.sealBytes(plain, 'f'), 'f')).toEqual(Buffer.from(plain))
        expect(sealer.openBytes(sealer.seal(plain, 'f'), 'f')).toEqual(Buffer.from(plain))
      }),
    )
    expect(sealer.seal('13812345678', context)).not.toContain('1381234')
  })

  it('refuses every text in which one letter was changed', () => {
    const sealed = sealer.seal('13812345678', context)
    const letters = sealed.split('')
    for (const [at, letter] of letters.entries()) {
      const changed = letters.with(at, letter === 'a' ? 'b' : 'a').join('')
      expect(() => sealer.open(changed, context), `letter ${at}`).toThrow(/sealing\.(damaged|key-unknown)/)
    }
    for (let length = 0; length < sealed.length; length++)
      expect(() => sealer.open(sealed.slice(0, length), context)).toThrow('sealing.damaged')
    expect(() => sealer.open(`${sealed}=`, context)).toThrow('sealing.damaged')
    const bytes = sealer.sealBytes(Buffer.from('文件'), 'file')
    for (let at = 0; at < bytes.length; at++)
      expect(() => sealer.openSealedBytes(bytes.with(at, (bytes[at] ?? 0) ^ 1), 'file')).toThrow('sealing.')
  })

  test.each([
    cellContext('intake.reports', 'caller_name', '530127', '0197-1'),
    cellContext('intake.reports', 'caller_phone', '530128', '0197-1'),
    cellContext('intake.reports', 'caller_phone', '530127', '0197-2'),
    '',
  ])('does not open at another place: %s', (elsewhere) => {
    expect(() => sealer.open(sealer.seal('13812345678', context), elsewhere)).toThrow('sealing.damaged')
  })

  it('does not open by other keys, and names the key that is missing', () => {
    const sealed = sealer.seal('13812345678', context)
    expect(() => createSealer(keysInMemory(profile)).open(sealed, context)).toThrow(
      expect.objectContaining({
        code: 'sealing.key-unknown',
        kind: 'unavailable',
        details: { keyId: keyIdOf(sealed) },
      }),
    )
  })

  it('hashes equal values of one context alike, and nothing else', () => {
    const hash = sealer.keyedHash('13812345678', 'caller')
    expect(sealer.keyedHash('13812345678', 'caller')).toBe(hash)
    expect(sealer.keyedHashes('13812345678', 'caller')).toEqual([hash])
    expect(sealer.keyedHash('13812345679', 'caller')).not.toBe(hash)
    expect(sealer.keyedHash('13812345678', 'person')).not.toBe(hash)
    // What stands before and after the border between context and value is not mixed.
    expect(sealer.keyedHash('5678', 'caller1381234')).not.toBe(sealer.keyedHash('13812345678', 'caller'))
    expect(createSealer(keysInMemory(profile)).keyedHash('13812345678', 'caller')).not.toBe(hash)
  })

  it('proves codes and signatures of the same value and context alone', () => {
    const [mac, signature] = [sealer.mac('链头', 'audit'), sealer.sign('链头', 'audit')]
    expect(sealer.isMacOf(mac, '链头', 'audit')).toBe(true)
    expect(sealer.isSignatureOf(signature, '链头', 'audit')).toBe(true)
    for (const [value, where] of [
      ['链尾', 'audit'],
      ['链头', 'backup'],
    ] as const) {
      expect(sealer.isMacOf(mac, value, where)).toBe(false)
      expect(sealer.isSignatureOf(signature, value, where)).toBe(false)
    }
    expect(sealer.isMacOf(signature, '链头', 'audit')).toBe(false)
    expect(sealer.isSignatureOf(mac, '链头', 'audit')).toBe(false)
    expect(sealer.isMacOf('', '链头', 'audit')).toBe(false)
    expect(() => createSealer(keysInMemory(profile)).isMacOf(mac, '链头', 'audit')).toThrow(
      'sealing.key-unknown',
    )
  })
})

test.each([
  ['aes', 'aes'],
  ['aes', 'sm'],
  ['sm', 'aes'],
] as const)('a key is changed from %s to %s without anything being lost', (before, after) => {
  const source = keysInMemory(before)
  const [first, second] = [createSealer(source), createSealer(source)]
  const old = {
    sealed: first.seal('李小明', context),
    hash: first.keyedHash('13812345678', 'caller'),
    mac: first.mac('链头', 'audit'),
    signature: first.sign('链头', 'audit'),
  }
  const oldId = currentKeyOf(source.read()).id
  source.replace(withNewKey(source.read(), after, now))

  const changed = createSealer(source)
  const next = changed.seal('李小明', context)
  expect(keyIdOf(next)).not.toBe(oldId)
  // One that runs already opens what the other seals by a key that it did not know.
  expect(second.open(next, context)).toBe('李小明')
  expect([changed.open(old.sealed, context), changed.hasKey(oldId), changed.currentKeyId()]).toEqual([
    '李小明',
    true,
    keyIdOf(next),
  ])
  expect(changed.keyedHashes('13812345678', 'caller')).toEqual([
    changed.keyedHash('13812345678', 'caller'),
    old.hash,
  ])
  expect(changed.listKeys().map(({ profile, state }) => [profile, state])).toEqual([
    [before, 'opens'],
    [after, 'current'],
  ])

  expect(() => withKeyRetired(source.read(), currentKeyOf(source.read()).id, now)).toThrow()
  source.replace(withKeyRetired(source.read(), oldId, now))
  const retired = createSealer(source)
  expect(() => retired.open(old.sealed, context)).toThrow('sealing.key-unknown')
  expect(retired.keyedHashes('13812345678', 'caller')).toHaveLength(1)
  // What it proved once stays provable, though it opens nothing more.
  expect(retired.isMacOf(old.mac, '链头', 'audit')).toBe(true)
  expect(retired.isMacOf(old.mac, '链尾', 'audit')).toBe(false)
  expect(retired.isSignatureOf(old.signature, '链头', 'audit')).toBe(true)
  expect(retired.listKeys().map((it) => it.state)).toEqual(['retired', 'current'])
  expect(JSON.stringify(source.read().retired)).not.toContain('"key"')
})
