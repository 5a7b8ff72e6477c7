import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, it, test } from 'vitest'
import { createTestSealer } from '../testing/test-sealer.ts'
import { openStream, sealStream } from './seal-stream.ts'

const sealer = createTestSealer()
const frame = 1 << 20
const seal = (plain: Buffer, context = 'backup'): Promise<Buffer> =>
  buffer(Readable.from([plain]).compose(sealStream(sealer, context)))
const open = (sealed: readonly Buffer[], context = 'backup'): Promise<Buffer> =>
  buffer(Readable.from(sealed).compose(openStream(sealer, context)))

test.each([0, 1, frame - 1, frame, frame + 1, 3 * frame + 77])(
  '%i bytes open as they were, however they arrive',
  async (length) => {
    const plain = randomBytes(length)
    const sealed = await seal(plain)
    expect((await open([sealed])).equals(plain)).toBe(true)
    const cut = Math.floor(sealed.length / 3)
    expect((await open([sealed.subarray(0, cut), sealed.subarray(cut)])).equals(plain)).toBe(true)
  },
)

it('refuses a stream that was cut, reordered, added to or moved', async () => {
  const sealed = await seal(randomBytes(2 * frame + 5))
  const first = sealed.readUInt32BE(0) + 4
  const second = first + sealed.readUInt32BE(first) + 4
  const frames = [sealed.subarray(0, first), sealed.subarray(first, second), sealed.subarray(second)]
  const [one, two, last] = frames as [Buffer, Buffer, Buffer]
  for (const changed of [
    [],
    [one],
    [one, two],
    [one, last],
    [two, one, last],
    [one, one, two, last],
    [one, two, last, last],
    [one, two, last.subarray(0, -1)],
    [Buffer.from('ffffffff', 'hex'), one],
  ])
    await expect(open(changed)).rejects.toThrow('sealing.damaged')
  await expect(open([sealed], 'photos')).rejects.toThrow('sealing.damaged')
  expect((await open(frames)).length).toBe(2 * frame + 5)
})
