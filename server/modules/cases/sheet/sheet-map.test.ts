/** The map of a case sheet as it is sent and as it lies in Word: pictures are decoded and looked at pixel by pixel. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { strFromU8, unzipSync } from 'fflate'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LocationMap } from '#domain/basemap/location-map.ts'
import { tinyMiddle, tinyOrigin, tinyStep } from '#modules/geography/testing.ts'
import { newId } from '#platform/ids.ts'
import { type CaseStory, openStory } from '../../../testing/case-story.ts'
import { openTestCounty, type TestCounty } from '../../../testing/test-county.ts'
import type { Voice } from '../../../testing/test-house.ts'
import { plainPicture } from '../../../testing/tile-files.ts'

/** A hundredth of a degree of latitude is 1113 m on the sphere; the picture is 500 m high and 750 pixels. */
const metresNorth = 60
const point: [number, number] = [tinyMiddle(0, 3)[0], tinyOrigin[1] + 3 * tinyStep + metresNorth / 111_319.5]

let county: TestCounty
let story: CaseStory
let keeper: Voice
let provider: Server
let address: string
let asked = 0
let answer: (reply: ServerResponse) => void
let green: Buffer
beforeAll(async () => {
  county = await openTestCounty()
  story = await openStory(county, { report: { point } })
  keeper = await county.as({ username: 'keeper', posts: ['data_admin'] })
  green = await plainPicture([30, 160, 60])
  provider = createServer((_request, reply) => {
    asked += 1
    answer(reply)
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
})
afterAll(async () => {
  provider.closeAllConnections()
  provider.close()
  await county.close()
})
beforeEach(() => {
  asked = 0
  answer = (reply) => reply.setHeader('content-type', 'image/png').end(green)
})

const ask = (voice: Voice, id = story.id) => voice.get(`/api/cases/${id}/map`)
const mapOf = async (): Promise<LocationMap> => {
  const { status, body } = await ask(county.dispatcher)
  expect(status, JSON.stringify(body).slice(0, 300)).toBe(200)
  return body['map'] as LocationMap
}

async function pixelsOf({ picture }: Pick<LocationMap, 'picture'>) {
  const { data, info } = await sharp(Buffer.from(picture, 'base64'))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    size: [info.width, info.height],
    at: (x: number, y: number): [number, number, number] => {
      const from = (y * info.width + x) * info.channels
      return [data[from] ?? 0, data[from + 1] ?? 0, data[from + 2] ?? 0]
    },
  }
}
const isRed = ([r, g, b]: readonly number[]): boolean => (r ?? 0) > 150 && (g ?? 255) < 70 && (b ?? 255) < 80
const lightness = ([r = 0, g = 0, b = 0]: readonly number[]): number => (r + g + b) / 3

/** Makes a base map of our service the county's first one. */
async function choose(changes: object = {}): Promise<void> {
  const made = await keeper.post('/api/basemaps', {
    name: '县影像图',
    source: { kind: 'xyz', template: `${address}/${newId()}/{z}/{x}/{y}.png` },
    datum: 'cgcs2000',
    minZoom: 0,
    maxZoom: 18,
    attribution: '县自然资源局',
    reviewNumber: '云S(2023)12号',
    ...changes,
  })
  const { body } = await keeper.get('/api/basemaps')
  const chosen = await keeper.call('PUT', '/api/basemaps/default', {
    id: made.body['id'],
    expectedVersion: body['version'],
  })
  expect(chosen.status, JSON.stringify(chosen.body)).toBe(200)
}

describe('the map of a case sheet', () => {
  it('is of cases one may see, and for nobody without a session', async () => {
    expect((await ask(county.otherUnit)).body).toMatchObject({ code: 'case.unknown', status: 404 })
    expect((await ask(county.dispatcher, newId())).body).toMatchObject({ code: 'case.unknown' })
    expect((await county.stranger.get(`/api/cases/${story.id}/map`)).status).toBe(401)
  })

  it('shows the place in the middle and the borders where they are, and says why no base map is there', async () => {
    const map = await mapOf()
    expect(map).toMatchObject({
      hasCell: true,
      // The whole picture lies within the community, so no border of it is seen.
      hasCommunity: false,
      hasBorders: true,
      areBordersSynthetic: true,
      baseMap: { kind: 'none', why: 'own-ground', name: null },
    })
    const { size, at } = await pixelsOf(map)
    expect(size).toEqual([1200, 750])
    expect(isRed(at(600, 375))).toBe(true)
    expect(isRed(at(627, 375))).toBe(true)
    expect(lightness(at(612, 375))).toBeGreaterThan(230)
    // The cell's southern border runs 60 m below the point, 1.5 pixels to the metre.
    const border = Math.round(375 + metresNorth * 1.5)
    const column = Array.from({ length: 21 }, (_, index) => lightness(at(300, border - 10 + index)))
    expect(Math.min(...column.slice(8, 13))).toBeLessThan(90)
    expect(lightness(at(300, border + 40))).toBeGreaterThan(200)
  })

  it('may be kept by the browser that asked and by nobody between', async () => {
    const reply = await county.app.inject({
      method: 'GET',
      url: `/api/cases/${story.id}/map`,
      headers: { authorization: `Bearer ${county.dispatcher.token}` },
    })
    expect(reply.headers['cache-control']).toBe('private, max-age=60')
  })

  it('lies on the base map of the county, with its review number, and on none that fails', async () => {
    await choose()
    const map = await mapOf()
    expect(map.baseMap).toEqual({
      kind: 'laid',
      name: '县影像图',
      attribution: '县自然资源局',
      reviewNumber: '云S(2023)12号',
      noReviewReason: null,
      isPartial: false,
    })
    const { at } = await pixelsOf(map)
    const [r, g, b] = at(900, 650)
    expect([r < 60, g > 140, b < 90]).toEqual([true, true, true])
    expect(isRed(at(600, 375))).toBe(true)
    expect(asked).toBeLessThan(30)

    for (const [why, misbehave] of [
      ['broken', (it: ServerResponse) => it.writeHead(502).end()],
      ['refused', (it: ServerResponse) => it.writeHead(403).end()],
      ['unreachable', (it: ServerResponse) => it.destroy()],
      ['empty', (it: ServerResponse) => it.writeHead(404).end()],
      ['broken', (it: ServerResponse) => it.end('<html>')],
    ] as const) {
      await choose({ name: '坏图' })
      answer = misbehave
      const failed = await mapOf()
      expect(failed.baseMap, why).toEqual({ kind: 'none', why, name: '坏图' })
      expect(isRed((await pixelsOf(failed)).at(600, 375))).toBe(true)
    }
  })

  it('lies on none that is kept from the post or is too coarse', async () => {
    await choose({ visibleTo: ['leader'] })
    expect((await mapOf()).baseMap).toEqual({ kind: 'none', why: 'withheld', name: null })
    await choose({ maxZoom: 9 })
    expect((await mapOf()).baseMap).toEqual({ kind: 'none', why: 'coarse', name: '县影像图' })
    expect(asked).toBe(0)
  })

  it('lies in the Word file with its words; a case without a position has a sentence', async () => {
    await choose({ opacity: 0.8, isGrey: true })
    const take = async (id: string): Promise<Record<string, Uint8Array>> => {
      const reply = await county.app.inject({
        method: 'POST',
        url: `/api/cases/${id}/sheet`,
        payload: {},
        headers: { authorization: `Bearer ${county.dispatcher.token}`, 'idempotency-key': newId() },
      })
      return unzipSync(new Uint8Array(reply.rawPayload))
    }
    const parts = await take(story.id)
    const pngs = Object.keys(parts).filter((it) => /^word\/media\/.*\.png$/.test(it))
    expect(pngs).toHaveLength(1)
    const picture = Buffer.from(parts[pngs[0] ?? ''] ?? []).toString('base64')
    const { size, at } = await pixelsOf({ picture })
    expect(size).toEqual([1200, 750])
    expect(isRed(at(600, 375))).toBe(true)
    const [r, g, b] = at(900, 650)
    expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(6)
    const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array())
    expect(xml).toContain('底图：县影像图，县自然资源局，审图号 云S(2023)12号。')
    expect(xml).toContain('图中界线为演示虚构，不是真实界线。')

    const told = await county.acceptor.post('/api/reports', {
      description: '来电反映路灯不亮',
      address: '文化路一带',
    })
    expect(told.status, JSON.stringify(told.body)).toBe(200)
    const id = String(told.body['id'])
    expect((await ask(county.dispatcher, id)).body).toEqual({ map: null })
    const without = await take(id)
    expect(Object.keys(without).filter((it) => it.endsWith('.png'))).toEqual([])
    expect(strFromU8(without['word/document.xml'] ?? new Uint8Array())).toContain('案卷没有坐标，无法绘制')
  })
})
