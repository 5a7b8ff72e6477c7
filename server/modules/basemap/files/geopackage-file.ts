/**
 * Tiles in a GeoPackage (OGC 12-128, tiles option). Only a pyramid on the Web Mercator grid can be shown; it may be a part of
 * the world, then its columns and rows are counted from its own corner.
 */
import type { DatabaseSync } from 'node:sqlite'
import { openSqlite, type SqliteRow } from './sqlite-file.ts'
import {
  deepestZoom,
  mercatorEdge,
  mercatorToDegrees,
  pictureTypeOf,
  type TileFile,
  unusable,
} from './tile-file.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const webMercator = [3857, 900913, 3785]

type Pyramid = { table: string; title: string; minX: number; minY: number; maxX: number; maxY: number }

function readPyramid(name: string, database: DatabaseSync): Pyramid {
  const rows = database
    .prepare(
      `select c.table_name as "table", coalesce(c.identifier, c.table_name) as title, s.organization_coordsys_id as epsg,
         m.min_x as "minX", m.min_y as "minY", m.max_x as "maxX", m.max_y as "maxY"
       from gpkg_contents c join gpkg_tile_matrix_set m on m.table_name = c.table_name
       join gpkg_spatial_ref_sys s on s.srs_id = m.srs_id where c.data_type = 'tiles' order by c.table_name`,
    )
    .all() as SqliteRow[]
  const [first] = rows
  if (!first) throw unusable(name, 'GeoPackage 里没有瓦片图层', 'the GeoPackage has no layer of tiles')
  if (rows.length > 1)
    throw unusable(
      name,
      `GeoPackage 里有 ${rows.length} 个瓦片图层，请每个文件只放一个`,
      `the GeoPackage has ${rows.length} layers of tiles; bring one in a file`,
    )
  if (!webMercator.includes(Number(first['epsg'])))
    throw unusable(
      name,
      `瓦片坐标系是 EPSG:${String(first['epsg'])}，须为 Web 墨卡托（EPSG:3857）`,
      `its tiles are in EPSG:${String(first['epsg'])}, not on Web Mercator (EPSG:3857)`,
    )
  return {
    table: String(first['table']),
    title: String(first['title']),
    minX: Number(first['minX']),
    minY: Number(first['minY']),
    maxX: Number(first['maxX']),
    maxY: Number(first['maxY']),
  }
}

type Level = { z: number; level: number; column: number; row: number }

/** Where a level of the pyramid lies on the grid of the world; throws where its tiles cross the grid. */
function toLevel(name: string, { minX, maxY }: Pyramid, row: SqliteRow): Level {
  const tileMetres = Number(row['pixelX']) * Number(row['tileWidth'])
  const depth = Math.log2((2 * mercatorEdge) / tileMetres)
  const [column, top] = [(minX + mercatorEdge) / tileMetres, (mercatorEdge - maxY) / tileMetres]
  const isWhole = (it: number): boolean => Math.abs(it - Math.round(it)) < 0.01
  if (!isWhole(depth) || !isWhole(column) || !isWhole(top))
    throw unusable(
      name,
      `第 ${String(row['level'])} 级瓦片与 Web 墨卡托瓦片网格不对齐`,
      `the tiles of level ${String(row['level'])} do not lie on the grid of Web Mercator`,
    )
  return {
    z: Math.round(depth),
    level: Number(row['level']),
    column: Math.round(column),
    row: Math.round(top),
  }
}

function readLevels(name: string, database: DatabaseSync, pyramid: Pyramid): Level[] {
  const rows = database
    .prepare(
      `select zoom_level as level, tile_width as "tileWidth", pixel_x_size as "pixelX" from gpkg_tile_matrix
       where table_name = ? and zoom_level in (select distinct zoom_level from ${quoted(pyramid.table)}) order by zoom_level`,
    )
    .all(pyramid.table) as SqliteRow[]
  const levels = rows.map((row) => toLevel(name, pyramid, row)).filter((it) => it.z <= deepestZoom)
  if (levels.length === 0) throw unusable(name, '文件里没有瓦片', 'it holds no tiles')
  return levels.sort((a, b) => a.z - b.z)
}

/** Opens the one layer of tiles. */
export const openGeopackageTiles = (name: string, path: string): TileFile =>
  openSqlite(name, path, (database) => {
    const pyramid = readPyramid(name, database)
    const levels = readLevels(name, database, pyramid)
    const byZoom = new Map(levels.map((it) => [it.z, it]))
    const select = database.prepare(
      `select tile_data as data from ${quoted(pyramid.table)} where zoom_level = ? and tile_column = ? and tile_row = ?`,
    )
    const sample = (
      database.prepare(`select tile_data as data from ${quoted(pyramid.table)} limit 1`).get() as SqliteRow
    )['data']
    const tileType = sample instanceof Uint8Array ? pictureTypeOf(sample) : undefined
    if (!tileType)
      throw unusable(name, '瓦片不是 PNG、JPEG、WebP 图片', 'its tiles are no PNG, JPEG or WebP pictures')
    return {
      facts: {
        format: 'gpkg',
        tileType,
        minZoom: levels[0]?.z ?? 0,
        maxZoom: levels.at(-1)?.z ?? 0,
        bounds: [
          ...mercatorToDegrees(pyramid.minX, pyramid.minY),
          ...mercatorToDegrees(pyramid.maxX, pyramid.maxY),
        ],
        vectorLayers: [],
        name: pyramid.title,
        attribution: '',
      },
      getTile: async ({ z, x, y }) => {
        const level = byZoom.get(z)
        if (!level || x < level.column || y < level.row) return undefined
        const data = (select.get(level.level, x - level.column, y - level.row) as SqliteRow | undefined)?.[
          'data'
        ]
        return data instanceof Uint8Array && data.length > 0 ? data : undefined
      },
      close: async () => database.close(),
    }
  })
