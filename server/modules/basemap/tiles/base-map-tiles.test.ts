/** Tiles as browsers ask for them: of files, and of a map service that is really asked over HTTP and misbehaves in every way. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { toPixels } from '#domain/basemap/recut-mesh.ts'
import { toCgcs2000 } from '#domain/geography/datum.ts'
import { seedTinyTerritory, tinyMiddle } from '#modules/geography/testing.ts'
import { systemActor } from '#platform/actor.ts'
import { openTestHouse, type TestHouse, testAdcode, type Voice } from '../../../testing/test-house.ts'
import { makeMbtiles, plainPicture, tileAt, tilesAround } from '../../../testing/tile-files.ts'

let house: TestHouse
let keeper: Voice
let dispatcher: Voice
let provider: Server
let address: string
let folder: string
let asked: string[] = []
let answer: (request: IncomingMessage, reply: ServerResponse) => void
let green: Buffer
const middle = tinyMiddle(0, 3)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jingwei-basemap-'))
  house = await openTestHouse()
  await house.act(systemActor(testAdcode), seedTinyTerritory, {})
  keeper = await house.as({ username: 'keeper', posts: ['data_admin'] })
  dispatcher = await house.as({ username: 'dispatcher', posts: ['dispatcher'] })
  green = await plainPicture([30, 160, 60])
  provider = createServer((request, reply) => {
    asked.push(request.url ?? '')
    answer(request, reply)
  })
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
})
afterAll(async () => {
  provider.closeAllConnections()
  provider.close()
  await house.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  asked = []
  answer = (_request, reply) => reply.setHeader('content-type', 'image/png').end(green)
})

const get = (voice: Voice, url: string, headers: Record<string, string> = {}) =>
  house.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${voice.token}`, ...headers } })

const common = {
  datum: 'cgcs2000',
  minZoom: 0,
  maxZoom: 18,
  noReviewReason: '测试',
}
let count = 0
async function add(changes: object): Promise<string> {
  count += 1
  const source = { kind: 'xyz', template: `${address}/${count}/{z}/{x}/{y}.png` }
  const { body } = await keeper.post('/api/basemaps', { ...common, name: `图${count}`, source, ...changes })
  return String(body['id'])
}
const place = (z: number): string => {
  const { x, y } = tileAt(middle, z)
  return `${z}/${x}/${y}`
}
const codeAt = async (id: string, z = 14): Promise<unknown> =>
  (await get(dispatcher, `/api/basemaps/${id}/${place(z)}`)).json()['code']

describe('a tile of a map service', () => {
  it('comes through our server, which asks once however many look, and keeps it', async () => {
    const id = await add({
      source: { kind: 'xyz', template: `${address}/keyed/{z}/{x}/{y}.png?tk={key}` },
      key: 'our-secret',
    })
    const url = `/api/basemaps/${id}/${place(14)}?v=1`
    const replies = await Promise.all([1, 2, 3].map(() => get(dispatcher, url)))
    for (const it of replies) {
      expect(it.statusCode).toBe(200)
      expect(it.headers['content-type']).toBe('image/png')
      expect(it.rawPayload.equals(green)).toBe(true)
      expect(it.headers['cache-control']).toBe('private, max-age=86400')
    }
    expect(asked).toEqual([`/keyed/${place(14)}.png?tk=our-secret`])
    const again = await get(dispatcher, url, { 'if-none-match': String(replies[0]?.headers['etag']) })
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0])
    expect(asked).toHaveLength(1)
  })

  it('is for nobody without a session, and only its numbers vary', async () => {
    const id = await add({})
    expect((await house.stranger.get(`/api/basemaps/${id}/${place(14)}`)).status).toBe(401)
    for (const wrong of ['21/0/0', '3/8/0', '3/-1/0', '3/1.5/0', `3/0/${encodeURIComponent('../x')}`])
      expect(
        (await get(dispatcher, `/api/basemaps/${id}/${wrong}`)).statusCode,
        wrong,
      ).toBeGreaterThanOrEqual(400)
    expect(asked).toEqual([])
  })

  it('has its labels laid over it', async () => {
    const label = await sharp(Buffer.alloc(256 * 256 * 4), { raw: { width: 256, height: 256, channels: 4 } })
      .composite([
        {
          input: { create: { width: 128, height: 256, channels: 3, background: '#0000ff' } },
          left: 0,
          top: 0,
        },
      ])
      .png()
      .toBuffer()
    answer = (request, reply) => reply.end(request.url?.startsWith('/cva_w/') ? label : green)
    const id = await add({ source: { kind: 'tianditu', look: 'vec', server: address }, key: 'k' })
    const { rawPayload } = await get(dispatcher, `/api/basemaps/${id}/${place(12)}`)
    const { data } = await sharp(rawPayload).raw().toBuffer({ resolveWithObject: true })
    const at = (x: number): number[] => [...data.subarray((100 * 256 + x) * 3, (100 * 256 + x) * 3 + 3)]
    expect(at(30)[2]).toBeGreaterThan(200)
    expect(at(220)[1]).toBeGreaterThan(140)
  })

  it.each<[string, string, (reply: ServerResponse) => void]>([
    ['refused', 'basemap.provider-refused', (it) => it.writeHead(403).end('key')],
    ['failing', 'basemap.provider-failed', (it) => it.writeHead(502).end()],
    ['a page', 'basemap.provider-no-image', (it) => it.setHeader('content-type', 'text/html').end('<html>')],
    [
      'a page that calls itself a picture',
      'basemap.provider-no-image',
      (it) => it.setHeader('content-type', 'image/png').end('<html>'),
    ],
    [
      'elsewhere',
      'basemap.provider-no-image',
      (it) => it.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    ],
    ['cut off', 'basemap.provider-unreachable', (it) => it.destroy()],
    ['endless', 'basemap.provider-unreachable', (it) => it.end(Buffer.alloc(5 * 1_048_576))],
    ['not there', 'basemap.no-tile', (it) => it.writeHead(404).end()],
  ])('tells what is wrong when it is %s, and keeps nothing of it', async (_name, code, misbehave) => {
    const id = await add({})
    answer = (_request, reply) => misbehave(reply)
    const reply = await get(dispatcher, `/api/basemaps/${id}/${place(14)}`)
    expect([reply.json()['code'], reply.statusCode]).toEqual([code, code === 'basemap.no-tile' ? 404 : 503])
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  it('is not waited for by everyone: a service that failed is left alone for a while, other base maps are not', async () => {
    const [id, other] = [await add({}), await add({})]
    answer = (_request, reply) => reply.writeHead(500).end()
    for (const z of [10, 11, 12, 13]) expect(await codeAt(id, z)).toBe('basemap.provider-failed')
    expect(asked).toHaveLength(1)
    answer = (_request, reply) => reply.end(green)
    expect((await get(dispatcher, `/api/basemaps/${other}/${place(10)}`)).statusCode).toBe(200)
  })

  it('names the service that is not there', async () => {
    const id = await add({ source: { kind: 'xyz', template: 'http://127.0.0.1:1/{z}/{x}/{y}' } })
    const { body } = await dispatcher.get(`/api/basemaps/${id}/${place(14)}`)
    expect(body).toMatchObject({ code: 'basemap.provider-unreachable', details: { host: '127.0.0.1:1' } })
  })
})

describe('a tile in GCJ-02', () => {
  it('is cut anew: what the service draws at a shifted place stands where it is', async () => {
    const z = 15
    // A white mark on black, drawn at one place of the service's shifted world.
    const mark = toPixels([103.002, 25.002], z)
    answer = (request, reply) => {
      const [, x = 0, y = 0] = (/(\d+)\/(\d+)\.png$/.exec(request.url ?? '') ?? []).map(Number)
      const [left, top] = [Math.round(mark[0] - x * 256) - 4, Math.round(mark[1] - y * 256) - 4]
      const isHere = left >= 0 && top >= 0 && left < 248 && top < 248
      const black = sharp({ create: { width: 256, height: 256, channels: 3, background: '#000' } })
      const spot = { create: { width: 8, height: 8, channels: 3 as const, background: '#fff' } }
      void (isHere ? black.composite([{ input: spot, left, top }]) : black)
        .png()
        .toBuffer()
        .then((it) => reply.end(it))
    }
    const id = await add({ datum: 'gcj02' })
    const truth = toPixels(toCgcs2000([103.002, 25.002], 'gcj02'), z)
    const [x, y] = [Math.floor(truth[0] / 256), Math.floor(truth[1] / 256)]
    const { rawPayload } = await get(dispatcher, `/api/basemaps/${id}/${z}/${x}/${y}`)
    const { data, info } = await sharp(rawPayload).greyscale().raw().toBuffer({ resolveWithObject: true })
    let [sum, across, down] = [0, 0, 0]
    for (let at = 0; at < data.length; at += info.channels) {
      const light = (data[at] ?? 0) > 60 ? (data[at] ?? 0) : 0
      const pixel = at / info.channels
      sum += light
      across += light * ((pixel % 256) + 0.5)
      down += light * (Math.floor(pixel / 256) + 0.5)
    }
    expect(sum).toBeGreaterThan(0)
    // Within a pixel (4 m), where the shift itself is a hundred times that.
    expect(Math.abs(across / sum - (truth[0] - x * 256))).toBeLessThan(1)
    expect(Math.abs(down / sum - (truth[1] - y * 256))).toBeLessThan(1)
    expect(Math.hypot(truth[0] - mark[0], truth[1] - mark[1])).toBeGreaterThan(50)
  })
})

describe('a base map that is not saved', () => {
  const draftOf = (changes: object): string =>
    encodeURIComponent(
      JSON.stringify({
        ...common,
        name: '试看',
        source: { kind: 'xyz', template: `${address}/try/{z}/{x}/{y}.png?k={key}` },
        key: 'new',
        ...changes,
      }),
    )

  it('is looked at by whoever keeps base maps, and nothing of it is kept', async () => {
    const url = `/api/basemaps/preview/${place(10)}?draft=${draftOf({})}`
    expect((await get(dispatcher, url)).statusCode).toBe(403)
    const reply = await get(keeper, url)
    expect([reply.statusCode, reply.headers['cache-control']]).toEqual([200, 'no-store'])
    await get(keeper, url)
    expect(asked).toHaveLength(2)
    expect((await get(keeper, `/api/basemaps/preview/${place(10)}?draft=x`)).statusCode).toBe(400)
  })

  it('uses the kept key only for the service that it was kept for', async () => {
    const source = { kind: 'xyz', template: `${address}/mine/{z}/{x}/{y}.png?k={key}`, subdomains: '' }
    const id = await add({ source, key: 'kept' })
    const same = draftOf({ id, source, key: undefined })
    await get(keeper, `/api/basemaps/preview/${place(10)}?draft=${same}`)
    expect(asked).toEqual([`/mine/${place(10)}.png?k=kept`])
    const elsewhere = draftOf({
      id,
      source: { ...source, template: `${address}/theirs/{z}/{x}/{y}?k={key}` },
      key: undefined,
    })
    const reply = await get(keeper, `/api/basemaps/preview/${place(10)}?draft=${elsewhere}`)
    expect(reply.json()).toMatchObject({ code: 'basemap.key-missing' })
    expect(asked).toHaveLength(1)
  })
})

describe('a file of tiles', () => {
  const send = async (voice: Voice, name: string, bytes: Buffer, headers: Record<string, string> = {}) => {
    const boundary = 'x-boundary-x'
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
    const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
    return house.app.inject({
      method: 'POST',
      url: '/api/basemap-files',
      payload,
      headers: {
        authorization: `Bearer ${voice.token}`,
        'content-type': `multipart/form-data; boundary=${boundary}`,
        ...headers,
      },
    })
  }

  it('is sent, kept once and drawn from; one of another county or of none is refused and not kept', async () => {
    makeMbtiles(join(folder, 'a.mbtiles'), tilesAround(middle, [10, 12, 14], green), { name: '正射影像' })
    const bytes = await readFile(join(folder, 'a.mbtiles'))
    expect((await send(dispatcher, 'a.mbtiles', bytes)).statusCode).toBe(403)
    const once = { 'idempotency-key': 'send-a-file' }
    const sent = await send(keeper, 'a.mbtiles', bytes, once)
    expect(sent.json()).toMatchObject({
      format: 'mbtiles',
      tileType: 'png',
      minZoom: 10,
      maxZoom: 14,
      bytes: bytes.length,
    })
    expect((await send(keeper, 'a.mbtiles', bytes, once)).json()).toEqual(sent.json())
    const rows = () => house.database.rows('select file from basemap.tile_files')
    expect(await rows()).toHaveLength(1)
    const source = { kind: 'file', fileId: sent.json()['id'] }
    expect((await keeper.post('/api/basemaps', { ...common, name: '影像', source })).body).toMatchObject({
      code: 'basemap.zooms-wrong',
    })
    const id = await add({ source, minZoom: 10, maxZoom: 14, noReviewReason: null })
    const reply = await get(dispatcher, `/api/basemaps/${id}/${place(12)}`)
    expect(reply.rawPayload.equals(green)).toBe(true)
    expect(await codeAt(id, 13)).toBe('basemap.no-tile')

    makeMbtiles(join(folder, 'far.mbtiles'), tilesAround([121.5, 31.2], [12], green), {})
    expect(
      (await send(keeper, 'far.mbtiles', await readFile(join(folder, 'far.mbtiles')))).json(),
    ).toMatchObject({ code: 'basemap.elsewhere' })
    expect((await send(keeper, 'b.mbtiles', Buffer.from('nothing of the kind'))).json()).toMatchObject({
      code: 'basemap.file-unreadable',
    })
    expect(await rows()).toHaveLength(1)
  })

  it('may be a vector map, which is sent unpacked; GCJ-02 is refused for it', async () => {
    const vector = Buffer.from([0x1a, 0x05, 0x78, 0x02, 0x0a, 0x01, 0x61])
    makeMbtiles(join(folder, 'v.mbtiles'), tilesAround(middle, [12], vector), { format: 'pbf' })
    const sent = (await send(keeper, 'v.mbtiles', await readFile(join(folder, 'v.mbtiles')))).json()
    const body = {
      ...common,
      name: '矢量',
      source: { kind: 'file', fileId: sent['id'] },
      minZoom: 12,
      maxZoom: 12,
    }
    expect((await keeper.post('/api/basemaps', { ...body, datum: 'gcj02' })).body).toMatchObject({
      code: 'basemap.vector-not-shifted',
    })
    const id = await add(body)
    const reply = await get(dispatcher, `/api/basemaps/${id}/${place(12)}`)
    expect([reply.headers['content-type'], reply.rawPayload]).toEqual([
      'application/vnd.mapbox-vector-tile',
      vector,
    ])
    expect((await dispatcher.get('/api/basemaps')).body['baseMaps']).toContainEqual(
      expect.objectContaining({ id, picture: 'vector' }),
    )
  })
})
