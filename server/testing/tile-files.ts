/** Small files of tiles, made for a test: MBTiles and GeoPackage with Node's SQLite, PMTiles byte by byte after its specification. */
import { writeFile } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'
import sharp from 'sharp'

export type MadeTile = {
  readonly z: number
  readonly x: number
  readonly y: number
  readonly data: Uint8Array
}

/** A picture of one colour. */
export const plainPicture = (
  [r, g, b]: readonly [number, number, number],
  format: 'png' | 'jpeg' | 'webp' = 'png',
): Promise<Buffer> =>
  sharp({ create: { width: 256, height: 256, channels: 3, background: { r, g, b } } })
    .toFormat(format)
    .toBuffer()

/** The tile in which a position lies. */
export function tileAt(
  [lng, lat]: readonly [number, number],
  z: number,
): { z: number; x: number; y: number } {
  const sine = Math.sin((lat * Math.PI) / 180)
  const share = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  return { z, x: Math.floor(((lng + 180) / 360) * 2 ** z), y: Math.floor(share * 2 ** z) }
}

/** The tiles around a position at some zooms, all with the same picture. */
export const tilesAround = (
  position: readonly [number, number],
  zooms: readonly number[],
  data: Uint8Array,
  reach = 2,
): MadeTile[] =>
  zooms.flatMap((z) => {
    const middle = tileAt(position, z)
    const steps = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach)
    return steps.flatMap((dx) =>
      steps
        .map((dy) => ({ z, x: middle.x + dx, y: middle.y + dy, data }))
        .filter((it) => it.x >= 0 && it.y >= 0 && it.x < 2 ** z && it.y < 2 ** z),
    )
  })

/** Writes an MBTiles file; rows are counted from the south, vector tiles packed. */
export function makeMbtiles(
  path: string,
  tiles: readonly MadeTile[],
  metadata: Readonly<Record<string, string>> = {},
): void {
  const database = new DatabaseSync(path)
  database.exec(
    'create table metadata (name text, value text); create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)',
  )
  const say = database.prepare('insert into metadata values (?, ?)')
  for (const [name, value] of Object.entries(metadata)) say.run(name, value)
  const put = database.prepare('insert into tiles values (?, ?, ?, ?)')
  const isVector = metadata['format'] === 'pbf'
  for (const { z, x, y, data } of tiles) put.run(z, x, 2 ** z - 1 - y, isVector ? gzipSync(data) : data)
  database.close()
}

const edge = 20_037_508.342789244

export type GeopackageOptions = {
  readonly epsg?: number
  /** Moves the pyramid east by so many metres, off the grid of the world. */
  readonly offMetres?: number
}

/** Writes a GeoPackage whose pyramid begins at its first tile, not at the corner of the world; all tiles at one zoom. */
export function makeGeopackage(
  path: string,
  tiles: readonly MadeTile[],
  { epsg = 3857, offMetres = 0 }: GeopackageOptions = {},
): void {
  const z = tiles[0]?.z ?? 0
  const step = (2 * edge) / 2 ** z
  const [west, north] = [Math.min(...tiles.map((it) => it.x)), Math.min(...tiles.map((it) => it.y))]
  const [east, south] = [Math.max(...tiles.map((it) => it.x)), Math.max(...tiles.map((it) => it.y))]
  const box = [
    west * step - edge + offMetres,
    edge - (south + 1) * step,
    (east + 1) * step - edge,
    edge - north * step,
  ]
  const database = new DatabaseSync(path)
  database.exec(`
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text, organization_coordsys_id integer, definition text);
    insert into gpkg_spatial_ref_sys values ('made', 1, 'EPSG', ${epsg}, '');
    create table gpkg_contents (table_name text primary key, data_type text, identifier text, srs_id integer);
    insert into gpkg_contents values ('orthophoto', 'tiles', 'Orthophoto', 1);
    create table gpkg_tile_matrix_set (table_name text primary key, srs_id integer, min_x double, min_y double, max_x double, max_y double);
    create table gpkg_tile_matrix (table_name text, zoom_level integer, matrix_width integer, matrix_height integer, tile_width integer, tile_height integer, pixel_x_size double, pixel_y_size double);
    create table orthophoto (id integer primary key autoincrement, zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
  `)
  database.prepare("insert into gpkg_tile_matrix_set values ('orthophoto', 1, ?, ?, ?, ?)").run(...box)
  database
    .prepare("insert into gpkg_tile_matrix values ('orthophoto', 0, ?, ?, 256, 256, ?, ?)")
    .run(east - west + 1, south - north + 1, step / 256, step / 256)
  const put = database.prepare(
    'insert into orthophoto (zoom_level, tile_column, tile_row, tile_data) values (0, ?, ?, ?)',
  )
  for (const it of tiles) put.run(it.x - west, it.y - north, it.data)
  database.close()
}

function varint(value: number): number[] {
  const bytes: number[] = []
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  return [...bytes, rest]
}

/** Writes a PMTiles file of one directory, uncompressed; `tileType` is the number of the specification (1 vector, 2 PNG). */
export async function makePmtiles(
  path: string,
  tiles: readonly MadeTile[],
  {
    tileType,
    bounds,
    metadata = {},
  }: { tileType: number; bounds: readonly [number, number, number, number]; metadata?: object },
): Promise<void> {
  const entries = tiles
    .map(({ z, x, y, data }) => ({ id: zxyToTileId(z, x, y), data }))
    .sort((a, b) => a.id - b.id)
  const ids = entries.map((it, index) => it.id - (entries[index - 1]?.id ?? 0))
  const offsets = entries.map((_, index) =>
    entries.slice(0, index).reduce((sum, it) => sum + it.data.length, 0),
  )
  const directory = Buffer.from([
    ...varint(entries.length),
    ...ids.flatMap(varint),
    ...entries.flatMap(() => varint(1)),
    ...entries.flatMap((it) => varint(it.data.length)),
    ...offsets.flatMap((it) => varint(it + 1)),
  ])
  const json = Buffer.from(JSON.stringify(metadata))
  const data = Buffer.concat(entries.map((it) => it.data))
  const header = Buffer.alloc(127)
  header.write('PMTiles', 0, 'latin1')
  header.writeUInt8(3, 7)
  const lengths = [directory.length, json.length, 0, data.length]
  let at = 127
  for (const [index, length] of lengths.entries()) {
    header.writeBigUInt64LE(BigInt(at), 8 + index * 16)
    header.writeBigUInt64LE(BigInt(length), 16 + index * 16)
    at += length
  }
  for (const place of [72, 80, 88]) header.writeBigUInt64LE(BigInt(entries.length), place)
  header.writeUInt8(1, 96)
  header.writeUInt8(1, 97)
  header.writeUInt8(1, 98)
  header.writeUInt8(tileType, 99)
  header.writeUInt8(Math.min(...tiles.map((it) => it.z)), 100)
  header.writeUInt8(Math.max(...tiles.map((it) => it.z)), 101)
  for (const [index, degrees] of bounds.entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4)
  await writeFile(path, Buffer.concat([header, directory, json, data]))
}
