/** MBTiles (1.3): a SQLite file whose rows count from the south; pictures, or vector tiles packed with gzip. */

import type { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Box, TileType } from '#domain/basemap/base-map.ts'
import { openSqlite, type SqliteRow } from './sqlite-file.ts'
import { boundsOfTiles, deepestZoom, pictureTypeOf, type TileFile, unusable } from './tile-file.ts'

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** The most a vector tile may unpack to. */
const mostBytes = 16 * 1_048_576

const unpack = (bytes: Uint8Array): Uint8Array =>
  isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: mostBytes }) : bytes

const Layers = z.object({ vector_layers: z.array(z.object({ id: z.string() })).default([]) })

function readLayers(text: string | undefined): string[] {
  if (text === undefined) return []
  try {
    return Layers.parse(JSON.parse(text)).vector_layers.map((it) => it.id)
  } catch {
    return []
  }
}

const Bounds = z
  .string()
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]))

type Span = { z: number; west: number; east: number; lowest: number; highest: number }

function readSpans(database: DatabaseSync): Span[] {
  const rows = database
    .prepare(
      `select zoom_level as z, min(tile_column) as west, max(tile_column) as east, min(tile_row) as lowest,
         max(tile_row) as highest from tiles group by zoom_level order by zoom_level`,
    )
    .all() as SqliteRow[]
  return rows.map((it) => ({
    z: Number(it['z']),
    west: Number(it['west']),
    east: Number(it['east']),
    lowest: Number(it['lowest']),
    highest: Number(it['highest']),
  }))
}

/** From here on a tile is small against a county, so that its edge says where a map ends. */
const firstTellingZoom = 8

/** What the metadata says when it can be read, else where the tiles lie: farther out there are often more than near. */
function findBounds(given: string | undefined, spans: readonly Span[]): Box {
  const told = Bounds.safeParse(given)
  if (told.success && told.data[0] < told.data[2] && told.data[1] < told.data[3]) return told.data
  const span = spans.find((it) => it.z >= firstTellingZoom) ?? spans.at(-1)
  if (!span) return [-180, -85, 180, 85]
  const { z: zoom, west, east, lowest, highest } = span
  return boundsOfTiles(zoom, { west, east, north: 2 ** zoom - 1 - highest, south: 2 ** zoom - 1 - lowest })
}

/** Opens it and reads its facts from the tiles themselves, not from what the metadata claims. */
export const openMbtiles = (name: string, path: string): TileFile =>
  openSqlite(name, path, (database) => {
    const metadata = new Map(
      (database.prepare('select name, value from metadata').all() as SqliteRow[]).map((it) => [
        String(it['name']),
        String(it['value']),
      ]),
    )
    const spans = readSpans(database).filter((it) => it.z <= deepestZoom)
    const [first] = spans
    const last = spans.at(-1)
    if (!first || !last) throw unusable(name, '文件里没有瓦片', 'it holds no tiles')
    const select = database.prepare(
      'select tile_data as data from tiles where zoom_level = ? and tile_column = ? and tile_row = ?',
    )
    const find = (z: number, x: number, row: number): Uint8Array | undefined => {
      const data = (select.get(z, x, row) as SqliteRow | undefined)?.['data']
      return data instanceof Uint8Array && data.length > 0 ? data : undefined
    }
    return {
      facts: {
        format: 'mbtiles',
        tileType: readTileType(name, database, metadata.get('format')),
        minZoom: first.z,
        maxZoom: last.z,
        bounds: findBounds(metadata.get('bounds'), spans),
        vectorLayers: readLayers(metadata.get('json')),
        name: metadata.get('name') ?? '',
        attribution: metadata.get('attribution') ?? '',
      },
      getTile: async ({ z, x, y }) => {
        const data = find(z, x, 2 ** z - 1 - y)
        return data && unpack(data)
      },
      close: async () => database.close(),
    }
  })

function readTileType(name: string, database: DatabaseSync, format: string | undefined): TileType {
  const sample = (database.prepare('select tile_data as data from tiles limit 1').get() as SqliteRow)['data']
  const bytes = sample instanceof Uint8Array ? sample : new Uint8Array()
  const picture = pictureTypeOf(bytes)
  if (picture) return picture
  if (format === 'pbf' || isGzip(bytes)) return 'pbf'
  throw unusable(
    name,
    '瓦片不是 PNG、JPEG、WebP 图片，也不是矢量瓦片',
    'its tiles are neither PNG, JPEG or WebP pictures nor vector tiles',
  )
}
