/**
 * GeoPackage deliveries (OGC 12-128): a SQLite file, read and written with Node's own SQLite; shapes are WKB behind a small
 * header. A file with several layers of features is refused until one is named.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import wkx from 'wkx'
import { GeographyProblem } from '#domain/geography/problems.ts'
import {
  epsgOfReference,
  findReferenceOfEpsg,
  fromDegrees,
  mapPositions,
  type SurveyReference,
  toPrjText,
} from '#domain/geography/survey-reference.ts'
import { findHazard } from '#platform/files/sqlite-wall.ts'
import { parsePrj } from './parse-prj.ts'
import { type Survey, type SurveyFeature, toAttribute, toKeptGeometry, unreadable } from './survey.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

type Row = Record<string, SQLOutputValue>

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** Reads the one layer of features, or the one named. */
export function readGeopackage(name: string, bytes: Uint8Array, layer?: string): Promise<Survey> {
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'survey.gpkg')
    await writeFile(path, bytes)
    try {
      const database = new DatabaseSync(path, { readOnly: true })
      try {
        const hazard = findHazard(database)
        if (hazard !== undefined)
          throw unreadable(
            name,
            `其中的“${hazard}”是计算出来的，不是存放的数据`,
            `its "${hazard}" is computed and holds no data`,
          )
        return readLayer(name, database, layer)
      } finally {
        database.close()
      }
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_SQLITE_ERROR') throw error
      throw unreadable(
        name,
        '不是完整的 GeoPackage',
        `it is no complete GeoPackage (${(error as Error).message})`,
      )
    }
  })
}

function readLayer(name: string, database: DatabaseSync, layer: string | undefined): Survey {
  const layers = database
    .prepare(
      `select g.table_name, g.column_name, s.organization, s.organization_coordsys_id as epsg, s.definition, s.srs_name
       from gpkg_geometry_columns g join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id order by g.table_name`,
    )
    .all() as Row[]
  const wanted = layers.filter((it) => layer === undefined || it['table_name'] === layer)
  const [found] = wanted
  if (found === undefined || wanted.length > 1) {
    const names = layers.map((it) => it['table_name']).join(', ')
    throw unreadable(name, `请指明图层，文件中有：${names}`, `name one of its layers: ${names}`)
  }
  const reference = referenceOf(name, found)
  const [table, column] = [String(found['table_name']), String(found['column_name'])]
  const rows = database.prepare(`select * from ${quoted(table)} order by rowid`).all() as Row[]
  const features = rows.map((row, index): SurveyFeature => {
    const { [column]: shape, ...properties } = row
    return {
      row: index + 1,
      properties: Object.fromEntries(Object.entries(properties).map(([key, it]) => [key, toAttribute(it)])),
      geometry:
        shape instanceof Uint8Array ? toKeptGeometry(parseBlob(name, index + 1, shape), reference) : null,
    }
  })
  return { format: 'geopackage', reference, features }
}

function referenceOf(name: string, row: Row): SurveyReference {
  const epsg = Number(row['epsg'])
  if (epsg <= 0) throw GeographyProblem.projectionMissing({ file: name })
  const known = String(row['organization']).toUpperCase() === 'EPSG' ? findReferenceOfEpsg(epsg) : undefined
  return known ?? parsePrj(String(row['definition']))
}

/** Bytes of the envelope by the three bits that name its kind. */
const envelopeBytes = [0, 32, 48, 48, 64]

function parseBlob(name: string, row: number, blob: Uint8Array): unknown {
  const flags = blob[3] ?? 0
  const envelope = envelopeBytes[(flags >> 1) & 7]
  if (blob[0] !== 0x47 || blob[1] !== 0x50 || envelope === undefined)
    throw unreadable(name, `第 ${row} 行图形损坏`, `the shape of row ${row} is damaged`)
  const isEmpty = ((flags >> 4) & 1) === 1
  return isEmpty ? null : wkx.Geometry.parse(Buffer.from(blob.subarray(8 + envelope))).toGeoJSON()
}

const skeleton = `
  pragma application_id = 1196444487;
  pragma user_version = 10300;
  create table gpkg_spatial_ref_sys (srs_name text not null, srs_id integer not null primary key, organization text not null,
    organization_coordsys_id integer not null, definition text not null, description text);
  create table gpkg_contents (table_name text not null primary key, data_type text not null, identifier text unique,
    description text default '', last_change datetime not null default (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x double, min_y double, max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys(srs_id));
  create table gpkg_geometry_columns (table_name text not null, column_name text not null, geometry_type_name text not null,
    srs_id integer not null, z tinyint not null, m tinyint not null, primary key (table_name, column_name));`

function toBlob(shape: unknown, epsg: number): Buffer {
  const header = Buffer.alloc(8)
  header.write('GP', 'latin1')
  header[3] = 1
  header.writeInt32LE(epsg, 4)
  return Buffer.concat([header, wkx.Geometry.parseGeoJSON(shape as object).toWkb()])
}

/** Writes features as one layer. */
export function writeGeopackage(
  layer: string,
  features: readonly SurveyFeature[],
  reference: SurveyReference,
): Promise<Uint8Array> {
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'survey.gpkg')
    const database = new DatabaseSync(path)
    try {
      database.exec(skeleton)
      writeLayer(database, layer, features, reference)
    } finally {
      database.close()
    }
    return new Uint8Array(await readFile(path))
  })
}

function writeLayer(
  database: DatabaseSync,
  layer: string,
  features: readonly SurveyFeature[],
  reference: SurveyReference,
): void {
  const epsg = epsgOfReference(reference)
  const wgs84 = toPrjText({ kind: 'degrees', datum: 'wgs84' })
  const references: [string, number, string, string][] = [
    ['undefined cartesian', -1, 'NONE', 'undefined'],
    ['undefined geographic', 0, 'NONE', 'undefined'],
    ['WGS 84', 4326, 'EPSG', wgs84],
    ...(epsg === 4326
      ? []
      : [[`EPSG ${epsg}`, epsg, 'EPSG', toPrjText(reference)] as [string, number, string, string]]),
  ]
  const addReference = database.prepare('insert into gpkg_spatial_ref_sys values (?, ?, ?, ?, ?, null)')
  for (const [name, id, organization, definition] of references)
    addReference.run(name, id, organization, id, definition)
  database
    .prepare(
      "insert into gpkg_contents (table_name, data_type, identifier, srs_id) values (?, 'features', ?, ?)",
    )
    .run(layer, layer, epsg)
  database
    .prepare("insert into gpkg_geometry_columns values (?, 'geom', 'GEOMETRY', ?, 0, 0)")
    .run(layer, epsg)
  const names = [...new Set(features.flatMap((it) => Object.keys(it.properties)))]
  const isNumber = (name: string) =>
    features.every((it) => ['number', 'object'].includes(typeof it.properties[name]))
  const columns = names.map((name) => `, ${quoted(name)} ${isNumber(name) ? 'double' : 'text'}`).join('')
  database.exec(
    `create table ${quoted(layer)} (fid integer primary key autoincrement, geom geometry${columns})`,
  )
  const add = database.prepare(
    `insert into ${quoted(layer)} (geom${names.map((name) => `, ${quoted(name)}`).join('')}) values (?${', ?'.repeat(names.length)})`,
  )
  database.exec('begin')
  for (const { properties, geometry } of features) {
    const shape = geometry && mapPositions(geometry, (position) => fromDegrees(position, reference))
    const values = names.map((name) => {
      const value = properties[name] ?? null
      return typeof value === 'boolean' ? Number(value) : value
    })
    add.run(shape && toBlob(shape, epsg), ...values)
  }
  database.exec('commit')
}
