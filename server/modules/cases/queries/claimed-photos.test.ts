/** What a camera claims stands beside what is known: when, and how far from the case; never the place itself. */
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStory } from '../../../testing/case-story.ts'
import { openTestCounty, photoForm, type TestCounty } from '../../../testing/test-county.ts'

let county: TestCounty
beforeAll(async () => {
  county = await openTestCounty()
})
afterAll(() => county.close())

/** Degrees as a camera writes them: degrees, minutes, seconds in hundredths. */
const rational = (degrees: number): string => {
  const minutes = (degrees % 1) * 60
  return `${Math.floor(degrees)}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes % 1) * 6000)}/100`
}

async function photoTakenAt([lng, lat]: [number, number]): Promise<string> {
  const content = await sharp({ create: { width: 64, height: 48, channels: 3, background: 'teal' } })
    .withExif({
      IFD2: { DateTimeOriginal: '2026:06:15 09:40:00', OffsetTimeOriginal: '+09:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: rational(lat),
        GPSLongitudeRef: 'E',
        GPSLongitude: rational(lng),
      },
    })
    .jpeg()
    .toBuffer()
  const { payload, headers } = photoForm(content)
  const reply = await county.app.inject({
    method: 'POST',
    url: '/api/photos',
    payload,
    headers: { ...headers, authorization: `Bearer ${county.collector.token}` },
  })
  return reply.json<{ id: string }>().id
}

it('tells when and how far from the case a camera says that it was, and nothing where it says nothing', async () => {
  const [lng, lat] = county.place
  const far = await photoTakenAt([lng, lat + 500 / 110_775])
  const silent = await county.photo(county.collector)
  const { photos } = await (await openStory(county, { report: { photoIds: [far, silent] } })).show()
  expect(photos.map((it) => [it.id, it.takenAt])).toEqual([
    [far, '2026-06-15T00:40:00.000Z'],
    [silent, null],
  ])
  expect(Math.abs((photos[0]?.metresAway ?? 0) - 500)).toBeLessThanOrEqual(2)
  expect(photos[1]?.metresAway).toBeNull()
  expect(Object.keys(photos[0] ?? {}).sort()).toEqual([
    'at',
    'by',
    'during',
    'erasedAt',
    'id',
    'metresAway',
    'takenAt',
  ])
})
