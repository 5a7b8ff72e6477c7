/** A photo on its way through the door: what the camera wrote is taken out, and what it claimed is kept apart. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sumTables } from '../../../testing/table-sums.ts'
import { openTestCounty, photoForm, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(() => county.close())

/** 40 × 20, taken lying on its side, by a camera that says who, when and where. */
const taken = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#a03020' } })
    .withExif({
      IFD0: { Artist: 'Wei Caiji', Make: 'Secret Camera Works' },
      IFD2: { DateTimeOriginal: '2026:06:15 08:55:10' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '25/1 0/1 1800/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '103/1 0/1 3600/100',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()

async function upload(voice: Voice, content: Buffer, headers: Record<string, string> = {}) {
  const form = photoForm(content)
  const reply = await county.app.inject({
    method: 'POST',
    url: '/api/photos',
    payload: form.payload,
    headers: { ...form.headers, ...headers, authorization: `Bearer ${voice.token}` },
  })
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
}

async function download(
  voice: Voice,
  id: unknown,
  size = 'full',
): Promise<{ type: unknown; content: Buffer }> {
  const reply = await county.app.inject({
    url: `/api/photos/${String(id)}?size=${size}`,
    headers: { authorization: `Bearer ${voice.token}` },
  })
  expect(reply.statusCode).toBe(200)
  return { type: reply.headers['content-type'], content: reply.rawPayload }
}

it('is served without a word of its metadata, upright, while the claims of the camera are kept', async () => {
  const original = await taken()
  expect(original.includes('Secret Camera Works')).toBe(true)
  const { status, body } = await upload(county.collector, original)
  expect(status).toBe(200)
  // On its side: width and height change places.
  expect(body).toMatchObject({ width: 20, height: 40, takenAt: '2026-06-15T00:55:10.000Z' })
  const [lng, lat] = body['takenAtPoint'] as [number, number]
  expect([lng, lat]).toEqual([expect.closeTo(103.01, 6), expect.closeTo(25.005, 6)])
  for (const size of ['full', 'thumbnail']) {
    const { type, content } = await download(county.dispatcher, body['id'], size)
    expect(type).toBe('image/jpeg')
    const metadata = await sharp(content).metadata()
    expect(metadata.format).toBe('jpeg')
    expect([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    for (const word of ['Secret', 'Wei Caiji', 'Exif', '2026:06:15'])
      expect(content.includes(word), word).toBe(false)
  }
})

it('is kept as JPEG whatever it came as, and no larger than anybody needs', async () => {
  const large = sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#30a020' } })
  for (const content of [await large.clone().png().toBuffer(), await large.clone().webp().toBuffer()]) {
    const { body } = await upload(county.collector, content)
    expect(body).toMatchObject({ width: 2560, height: 1707, takenAt: null, takenAtPoint: null })
    const thumbnail = await sharp((await download(county.unit, body['id'], 'thumbnail')).content).metadata()
    expect([thumbnail.width, thumbnail.height]).toEqual([320, 213])
  }
})

it('is refused without the right, leaves its audit line, and sent twice is one photo', async () => {
  const content = await taken()
  expect(await upload({ ...county.collector, token: 'nobody' }, content)).toMatchObject({
    status: 401,
    body: { code: 'access.sign-in-needed' },
  })
  const key = { 'idempotency-key': 'photo-once' }
  const first = await upload(county.collector, content, key)
  const lines = await county.database.rows(
    "select command, subject_id from platform.audit_entries where request_id = 'photo-once'",
  )
  expect(lines).toEqual([{ command: 'photo.keep', subject_id: first.body['id'] }])
  const sums = await sumTables(county.database)
  expect(await upload(county.collector, content, key)).toEqual(first)
  expect(await sumTables(county.database)).toEqual(sums)
  const other = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer()
  expect((await upload(county.collector, other, key)).body).toMatchObject({ code: 'request.id-reused' })
  expect(await sumTables(county.database)).toEqual(sums)
})
