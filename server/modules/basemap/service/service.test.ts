import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Problem } from '#domain/problem.ts'
import { fetchTile } from './fetch-tile.ts'
import { parseCapabilities } from './read-capabilities.ts'
import { createTileCache } from './tile-cache.ts'

it('gives up a service that does not answer, and names it', async () => {
  const silent = createServer(() => undefined)
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(silent.address() as AddressInfo).port}`
  const error = await fetchTile({ name: '慢图', address: `http://${host}/1/0/0`, longestMs: 50 }).catch(
    (it: unknown) => it,
  )
  silent.closeAllConnections()
  silent.close()
  expect(error).toBeInstanceOf(Problem)
  expect(error).toMatchObject({ code: 'basemap.provider-unreachable', details: { name: '慢图', host } })
})

it('keeps tiles for a month, and lets the oldest go when there are too many', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-cache-'))
  let now = Date.now()
  const cache = createTileCache({ folder, now: () => now, mostBytes: 1000, tell: expect.unreachable })
  try {
    await cache.keep('first', Buffer.alloc(300))
    expect(await cache.find('first')).toHaveLength(300)
    expect(await cache.find('other')).toBeUndefined()
    for (const name of ['second', 'third', 'fourth']) {
      await new Promise((resolve) => setTimeout(resolve, 15))
      await cache.keep(name, Buffer.alloc(300))
    }
    expect(await cache.find('first')).toBeUndefined()
    expect(await cache.find('second')).toBeUndefined()
    expect(await cache.find('fourth')).toHaveLength(300)
    now += 31 * 86_400_000
    expect(await cache.find('fourth')).toBeUndefined()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

it('goes on without keeping where the disk takes nothing, and says so once until it does again', async () => {
  const place = await mkdtemp(join(tmpdir(), 'jingwei-cache-'))
  const folder = join(place, 'cache')
  const told: string[] = []
  const cache = createTileCache({ folder, now: Date.now, tell: (reason) => told.push(reason) })
  try {
    await writeFile(folder, 'a file where the folder should be')
    for (const name of ['first', 'second']) await cache.keep(name, Buffer.alloc(300))
    expect(await cache.find('first')).toBeUndefined()
    expect(told).toEqual([expect.stringContaining(folder)])
    await rm(folder)
    await cache.keep('third', Buffer.alloc(300))
    expect(await cache.find('third')).toHaveLength(300)
    await rm(folder, { recursive: true })
    await writeFile(folder, 'once more')
    await cache.keep('fourth', Buffer.alloc(300))
    expect(told).toHaveLength(2)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
})

const matrices = (crs: string, name: string, prefix: string): string => `
  <TileMatrixSet><ows:Identifier>${name}</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::${crs}</ows:SupportedCRS>
  ${[0, 1, 17, 18].map((z) => `<TileMatrix><ows:Identifier>${prefix}${z}</ows:Identifier></TileMatrix>`).join('')}</TileMatrixSet>`
const layer = (id: string, sets: readonly string[], more = ''): string => `
  <Layer><ows:Title>${id} 图</ows:Title><ows:Identifier>${id}</ows:Identifier><Style isDefault="true"><ows:Identifier>plain</ows:Identifier></Style>
  <Format>image/jpeg</Format>${sets.map((it) => `<TileMatrixSetLink><TileMatrixSet>${it}</TileMatrixSet></TileMatrixSetLink>`).join('')}${more}</Layer>`
const capabilities = (contents: string): string => `<?xml version="1.0"?>
  <Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
  <ows:OperationsMetadata><ows:Operation name="GetCapabilities"/><ows:Operation name="GetTile"><ows:DCP><ows:HTTP><ows:Get xlink:href="https://map.test/wmts?a=1&amp;b=2"/></ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>
  <Contents>${contents}</Contents></Capabilities>`

it('reads of a WMTS what it offers on Web Mercator, by key and value or by path, and leaves the rest', () => {
  const template =
    '<ResourceURL format="image/jpeg" resourceType="tile" template="https://map.test/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.jpg"/>'
  const xml = capabilities(
    [
      layer('vec', ['c', 'w']),
      layer('img', ['w'], template),
      layer('degrees', ['c']),
      matrices('4490', 'c', ''),
      matrices('3857', 'w', 'w:'),
    ].join(''),
  )
  const common = {
    style: 'plain',
    format: 'image/jpeg',
    matrixSet: 'w',
    matrixPrefix: 'w:',
    minZoom: 0,
    maxZoom: 18,
  }
  expect(parseCapabilities(xml, 'https://asked.test/')).toEqual([
    { ...common, title: 'vec 图', layer: 'vec', encoding: 'kvp', url: 'https://map.test/wmts?a=1&b=2' },
    {
      ...common,
      title: 'img 图',
      layer: 'img',
      encoding: 'rest',
      url: 'https://map.test/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.jpg',
    },
  ])
})

it.each([
  ['<html><body>sign in</body></html>', /no description of a WMTS/],
  ['{"error": 1}', /no (complete XML|description)/],
  ['<Capabilities><Contents>', /no complete XML/],
  [capabilities(layer('a', ['c']) + matrices('4490', 'c', '')), /no pictures on Web Mercator/],
])('says what is wrong with other replies', (xml, reason) => {
  expect(() => parseCapabilities(xml, 'https://asked.test/')).toThrow(reason)
})
