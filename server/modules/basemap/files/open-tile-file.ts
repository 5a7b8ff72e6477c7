/** Opens a file of tiles by what it begins with, whatever its name says. */
import { open } from 'node:fs/promises'
import type { TileFileFormat } from '#domain/basemap/base-map.ts'
import { openGeopackageTiles } from './geopackage-file.ts'
import { openMbtiles } from './mbtiles-file.ts'
import { openPmtiles } from './pmtiles-file.ts'
import { openSqlite } from './sqlite-file.ts'
import { type TileFile, unusable } from './tile-file.ts'

const sqliteStart = 'SQLite format 3\0'

async function readStart(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const start = Buffer.alloc(16)
    await handle.read(start, 0, 16, 0)
    return start
  } finally {
    await handle.close()
  }
}

/** The format of the file at `path`, called `name` by whoever brought it; throws where it is none that is known. */
export async function findFormat(name: string, path: string): Promise<TileFileFormat> {
  const start = await readStart(path)
  if (start.toString('latin1', 0, 7) === 'PMTiles') return 'pmtiles'
  if (start.toString('latin1') !== sqliteStart)
    throw unusable(
      name,
      '不是 MBTiles、PMTiles 或 GeoPackage 文件',
      'it is no MBTiles, PMTiles or GeoPackage file',
    )
  return openSqlite(name, path, (database) => {
    const names = new Set(
      database
        .prepare("select name from sqlite_master where type in ('table', 'view')")
        .all()
        .map((it) => String(it['name'])),
    )
    if (names.has('gpkg_contents')) return close(database, 'gpkg')
    if (names.has('tiles') && names.has('metadata')) return close(database, 'mbtiles')
    throw unusable(
      name,
      '是 SQLite 文件，但没有 MBTiles 的 tiles 和 metadata 表，也不是 GeoPackage',
      'it is a SQLite file without the tables "tiles" and "metadata" of MBTiles, and no GeoPackage',
    )
  })
}

function close<T>(database: { close(): void }, answer: T): T {
  database.close()
  return answer
}

/** Opens the file for reading. */
export async function openTileFile(name: string, path: string, format?: TileFileFormat): Promise<TileFile> {
  switch (format ?? (await findFormat(name, path))) {
    case 'pmtiles':
      return openPmtiles(name, path)
    case 'gpkg':
      return openGeopackageTiles(name, path)
    case 'mbtiles':
      return openMbtiles(name, path)
  }
}
