import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { KeyRing, withNewKey } from './key-ring.ts'
import { keyCommand, keyFile, makeKeyFile } from './key-source.ts'
import { createSealer, keyIdOf } from './sealer.ts'

const now = new Date('2026-06-15T09:00:00+08:00')
const folders: string[] = []
let file: string
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'jingwei-keys-'))
  folders.push(folder)
  file = join(folder, 'secrets', 'key-ring.json')
})
afterAll(() => {
  for (const it of folders) rmSync(it, { recursive: true })
})

it('is made once, for its owner alone', () => {
  expect(makeKeyFile(file, 'sm', now)).toBe(true)
  const first = readFileSync(file, 'utf8')
  expect(makeKeyFile(file, 'aes', now)).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe(first)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
  expect(KeyRing.parse(JSON.parse(first)).keys).toMatchObject([{ profile: 'sm', madeAt: now.toISOString() }])
})

it('is refused where others may read it, where it is missing or damaged, without telling what stands in it', () => {
  expect(() => keyFile(file).read()).toThrow('sealing.ring-unreadable')
  makeKeyFile(file, 'aes', now)
  chmodSync(file, 0o644)
  expect(() => keyFile(file).read()).toThrow('sealing.ring-open-to-others')
  chmodSync(file, 0o600)
  const text = readFileSync(file, 'utf8')
  const secret = KeyRing.parse(JSON.parse(text)).keys[0]?.key ?? ''
  for (const damaged of [
    text.slice(0, -20),
    text.replace('"profile"', '"profil"'),
    text.replace('=', '!'),
    '',
  ]) {
    writeFileSync(file, damaged)
    expect(() => keyFile(file).read()).toThrow(
      expect.objectContaining({
        code: 'sealing.ring-unreadable',
        message: expect.not.stringContaining(secret.slice(0, 12)),
      }),
    )
  }
})

it('is replaced whole, and a running sealer opens what the new key sealed', () => {
  makeKeyFile(file, 'aes', now)
  const running = createSealer(keyFile(file))
  const source = keyFile(file)
  source.replace(withNewKey(source.read(), 'sm', now))
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const sealed = createSealer(keyFile(file)).seal('李小明', 'name')
  expect(running.open(sealed, 'name')).toBe('李小明')
  expect(running.currentKeyId()).toBe(keyIdOf(sealed))
})

it('a file that is gone lets a running sealer go on', () => {
  makeKeyFile(file, 'aes', now)
  const running = createSealer(keyFile(file))
  rmSync(file)
  expect(running.open(running.seal('李小明', 'name'), 'name')).toBe('李小明')
})

it('comes from a command, which alone may change it', () => {
  makeKeyFile(file, 'sm', now)
  const source = keyCommand(`${process.execPath} --print require("fs").readFileSync("${file}","utf8")`)
  expect(source.read()).toEqual(keyFile(file).read())
  expect(() => source.replace(source.read())).toThrow('sealing.ring-unwritable')
  expect(() => keyCommand('/nowhere/at-all').read()).toThrow('sealing.ring-unreadable')
  expect(() => keyCommand(`${process.execPath} --eval process.exit(3)`).read()).toThrow('exit code 3')
})
