import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '#domain/problem.ts'
import {
  makeGeopackage,
  makeMbtiles,
  makePmtiles,
  plainPicture,
  tileAt,
  tilesAround,
} from '../../../testing/tile-files.ts'
import { openTileFile } from './open-tile-file.ts'

const middle = [103.04, 25.33] as const
const bounds = [102.9, 25.1, 103.3, 25.4] as const
let folder: string
let red: Buffer
const at = (name: string): string => join(folder, name)
const vector = Buffer.from([0x1a, 0x05, 0x78, 0x02, 0x0a, 0x01, 0x61])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jingwei-tiles-'))
  red = await plainPicture([200, 30, 30])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const reasonOf = async (name: string): Promise<string> => {
  const error = await openTileFile(name, at(name)).catch((it: unknown) => it)
  if (!(error instanceof Problem)) throw new Error(`${name} was opened`)
  expect(error.code).toBe('basemap.file-unreadable')
  return error.sentence.en
}

describe('a file of tiles that can be used', () => {
  it('is MBTiles with pictures: its zooms and its place are those of its tiles, counted from the north', async () => {
    const tiles = tilesAround(middle, [10, 11], red, 0)
    makeMbtiles(at('raster.mbtiles'), tiles, { name: '影像', format: 'jpg', minzoom: '3', maxzoom: '18' })
    const file = await openTileFile('raster.mbtiles', at('raster.mbtiles'))
    expect(file.facts).toMatchObject({
      format: 'mbtiles',
      tileType: 'png',
      minZoom: 10,
      maxZoom: 11,
      name: '影像',
    })
    const [west, south, east, north] = file.facts.bounds
    expect(west < middle[0] && middle[0] < east && south < middle[1] && middle[1] < north).toBe(true)
    const { x, y } = tileAt(middle, 11)
    expect(Buffer.from((await file.getTile({ z: 11, x, y })) ?? []).equals(red)).toBe(true)
    expect(await file.getTile({ z: 11, x, y: y + 1 })).toBeUndefined()
    expect(await file.getTile({ z: 12, x, y })).toBeUndefined()
    await file.close()
  })

  it('is MBTiles with vector tiles, which come unpacked, with the names of their layers', async () => {
    makeMbtiles(at('vector.mbtiles'), tilesAround(middle, [12], vector, 0), {
      format: 'pbf',
      bounds: bounds.join(),
      json: JSON.stringify({ vector_layers: [{ id: 'water' }, { id: 'transportation' }] }),
    })
    const file = await openTileFile('vector.mbtiles', at('vector.mbtiles'))
    expect(file.facts).toMatchObject({
      tileType: 'pbf',
      bounds: [...bounds],
      vectorLayers: ['water', 'transportation'],
    })
    expect(Buffer.from((await file.getTile(tileAt(middle, 12))) ?? [])).toEqual(vector)
    await file.close()
  })

  it('is a GeoPackage on the grid, whose own corner is not that of the world', async () => {
    makeGeopackage(at('photo.gpkg'), tilesAround(middle, [14], red, 1))
    const file = await openTileFile('photo.gpkg', at('photo.gpkg'))
    expect(file.facts).toMatchObject({ format: 'gpkg', tileType: 'png', minZoom: 14, maxZoom: 14 })
    const { z, x, y } = tileAt(middle, 14)
    expect(await file.getTile({ z, x, y })).toHaveLength(red.length)
    expect(await file.getTile({ z, x: x + 1, y: y + 1 })).toHaveLength(red.length)
    expect(await file.getTile({ z, x: x + 2, y })).toBeUndefined()
    expect(await file.getTile({ z, x: 0, y: 0 })).toBeUndefined()
    expect(file.facts.bounds[0]).toBeCloseTo(((x - 1) / 2 ** 14) * 360 - 180, 9)
    await file.close()
  })

  it('is PMTiles, with pictures or vector tiles', async () => {
    await makePmtiles(at('photo.pmtiles'), tilesAround(middle, [9, 10], red, 1), { tileType: 2, bounds })
    const photo = await openTileFile('photo.pmtiles', at('photo.pmtiles'))
    expect(photo.facts).toMatchObject({
      format: 'pmtiles',
      tileType: 'png',
      minZoom: 9,
      maxZoom: 10,
      bounds: [...bounds],
    })
    expect(await photo.getTile(tileAt(middle, 10))).toHaveLength(red.length)
    expect(await photo.getTile({ z: 10, x: 0, y: 0 })).toBeUndefined()
    await photo.close()
    const metadata = { vector_layers: [{ id: 'roads' }], name: '街道', attribution: '某局' }
    await makePmtiles(at('streets.pmtiles'), tilesAround(middle, [12], vector, 0), {
      tileType: 1,
      bounds,
      metadata,
    })
    const streets = await openTileFile('streets.pmtiles', at('streets.pmtiles'))
    expect(streets.facts).toMatchObject({
      tileType: 'pbf',
      vectorLayers: ['roads'],
      name: '街道',
      attribution: '某局',
    })
    expect(Buffer.from((await streets.getTile(tileAt(middle, 12))) ?? [])).toEqual(vector)
    await streets.close()
  })
})

describe('a file that cannot be used is refused, and says why', () => {
  it('is of another kind', async () => {
    await writeFile(at('a.mbtiles'), 'z,x,y\n1,2,3\n')
    expect(await reasonOf('a.mbtiles')).toMatch(/no MBTiles, PMTiles or GeoPackage/)
    await writeFile(at('empty.pmtiles'), '')
    expect(await reasonOf('empty.pmtiles')).toMatch(/no MBTiles, PMTiles or GeoPackage/)
    const other = new DatabaseSync(at('other.mbtiles'))
    other.exec('create table people (name text)')
    other.close()
    expect(await reasonOf('other.mbtiles')).toMatch(/without the tables/)
  })

  it('was cut off', async () => {
    makeMbtiles(at('cut.mbtiles'), tilesAround(middle, [12, 13], red, 6), { name: 'x' })
    await truncate(at('cut.mbtiles'), 8192)
    expect(await reasonOf('cut.mbtiles')).toMatch(/damaged/)
    await makePmtiles(at('cut.pmtiles'), tilesAround(middle, [12], red, 0), { tileType: 2, bounds })
    await truncate(at('cut.pmtiles'), 100)
    expect(await reasonOf('cut.pmtiles')).toMatch(/no complete PMTiles/)
  })

  it('holds no tiles, or nothing that can be drawn', async () => {
    makeMbtiles(at('none.mbtiles'), [], { name: 'x' })
    expect(await reasonOf('none.mbtiles')).toMatch(/no tiles/)
    makeMbtiles(at('text.mbtiles'), tilesAround(middle, [10], Buffer.from('<html>'), 0), { format: 'png' })
    expect(await reasonOf('text.mbtiles')).toMatch(/neither PNG/)
    await makePmtiles(at('avif.pmtiles'), tilesAround(middle, [10], red, 0), { tileType: 5, bounds })
    expect(await reasonOf('avif.pmtiles')).toMatch(/neither PNG/)
  })

  it('lies on another grid', async () => {
    makeGeopackage(at('degrees.gpkg'), tilesAround(middle, [12], red, 0), { epsg: 4490 })
    expect(await reasonOf('degrees.gpkg')).toMatch(/EPSG:4490/)
    makeGeopackage(at('off.gpkg'), tilesAround(middle, [12], red, 0), { offMetres: 700 })
    expect(await reasonOf('off.gpkg')).toMatch(/do not lie on the grid/)
  })
})
