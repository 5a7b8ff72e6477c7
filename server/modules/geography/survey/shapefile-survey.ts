/**
 * Shapefile deliveries: shapes by shpjs and shp-write, attributes by dbffile. Without a `.prj` nobody knows what the numbers
 * mean, so such a file is refused. Attributes are in the encoding that `.cpg` or the table's language byte names, else in GBK,
 * which is what survey offices in China write.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import shpwrite from '@mapbox/shp-write'
import { DBFFile } from 'dbffile'
import { parseShp } from 'shpjs'
import type { Geometry } from '#domain/geography/geometry.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import {
  fromDegrees,
  mapPositions,
  type SurveyReference,
  toPrjText,
} from '#domain/geography/survey-reference.ts'
import { parsePrj } from './parse-prj.ts'
import {
  type Attribute,
  type Survey,
  type SurveyFeature,
  type SurveyFiles,
  toAttribute,
  toKeptGeometry,
  unreadable,
} from './survey.ts'
import { withTemporaryFolder } from './temporary-folder.ts'

const encodings: Record<string, string> = {
  gbk: 'gbk',
  gb2312: 'gbk',
  gb18030: 'gb18030',
  cp936: 'gbk',
  '936': 'gbk',
  'ansi 936': 'gbk',
  'utf-8': 'utf8',
  utf8: 'utf8',
  '65001': 'utf8',
}
/** Byte 29 of the table: 0x4D is the Chinese (936) code page. */
const [languageByteAt, chineseByte] = [29, 0x4d]

function encodingOf(name: string, dbf: Uint8Array, cpg: Uint8Array | undefined): string {
  if (cpg === undefined) return 'gbk'
  const said = new TextDecoder().decode(cpg).trim().toLowerCase()
  const found = encodings[said]
  if (found !== undefined) return found
  if (dbf[languageByteAt] === chineseByte) return 'gbk'
  throw unreadable(
    name,
    `属性编码“${said}”不受支持`,
    `the encoding "${said}" of its attributes is not supported`,
  )
}

const part = (files: SurveyFiles, stem: string, ending: string) =>
  [...files].find(([name]) => name.toLowerCase() === `${stem}.${ending}`.toLowerCase())?.[1]

/** Reads the Shapefile whose shapes are in `name` (…​.shp) among the files. */
export async function readShapefile(name: string, files: SurveyFiles): Promise<Survey> {
  const stem = name.slice(0, -4)
  const [shp, dbf, prj] = [part(files, stem, 'shp'), part(files, stem, 'dbf'), part(files, stem, 'prj')]
  if (shp === undefined) throw unreadable(name, '文件不存在', 'the file is missing')
  if (prj === undefined) throw GeographyProblem.projectionMissing({ file: name })
  if (dbf === undefined) throw unreadable(name, '缺少属性表（.dbf）', 'its table (.dbf) is missing')
  const reference = parsePrj(new TextDecoder().decode(prj))
  const shapes = readShapes(name, shp)
  const rows = await readTable(name, dbf, encodingOf(name, dbf, part(files, stem, 'cpg')))
  if (rows.length !== shapes.length)
    throw unreadable(
      name,
      `图形 ${shapes.length} 个而属性 ${rows.length} 行，两者不一致`,
      `it has ${shapes.length} shapes but ${rows.length} rows of attributes`,
    )
  const features = shapes.map((shape, index) => ({
    row: index + 1,
    properties: rows[index] ?? {},
    geometry: toKeptGeometry(shape, reference),
  }))
  return { format: 'shapefile', reference, features }
}

function readShapes(name: string, shp: Uint8Array): unknown[] {
  try {
    return parseShp(shp)
  } catch (error) {
    throw unreadable(name, '图形文件（.shp）损坏', `its shapes are damaged (${(error as Error).message})`)
  }
}

async function readTable(
  name: string,
  dbf: Uint8Array,
  encoding: string,
): Promise<Record<string, Attribute>[]> {
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'table.dbf')
    await writeFile(path, dbf)
    try {
      // Deleted records keep their shape in the .shp, so they are read too, to keep the rows beside their shapes.
      const table = await DBFFile.open(path, { encoding, readMode: 'loose', includeDeletedRecords: true })
      const records = await table.readRecords()
      return records.map((record) =>
        Object.fromEntries(Object.entries(record).map(([key, value]) => [key, toAttribute(value)])),
      )
    } catch (error) {
      throw unreadable(name, '属性表（.dbf）损坏', `its table is damaged (${(error as Error).message})`)
    }
  })
}

/** Rings as a Shapefile wants them: outer ones clockwise, holes anticlockwise, all parts in one list. */
function toShapefileRings(shape: Geometry): number[][][] {
  if (shape.type === 'Polygon') return shape.coordinates.map((ring) => [...ring].reverse())
  if (shape.type === 'MultiPolygon') return shape.coordinates.flat().map((ring) => [...ring].reverse())
  throw new Error(`A Shapefile of areas cannot hold a ${shape.type}.`)
}

/** Writes areas as the five files of a Shapefile, attributes in GBK. */
export async function writeShapefile(
  stem: string,
  features: readonly SurveyFeature[],
  reference: SurveyReference,
): Promise<Map<string, Uint8Array>> {
  const withShape = features.flatMap((it) => (it.geometry === null ? [] : [{ ...it, geometry: it.geometry }]))
  const rings = withShape.map(({ geometry }) =>
    toShapefileRings(mapPositions(geometry, (position) => fromDegrees(position, reference))),
  )
  const { shp, shx } = await new Promise<{ shp: DataView; shx: DataView }>((resolve, reject) =>
    shpwrite.write([], 'POLYGON', rings, (error, files) => (error ? reject(error) : resolve(files))),
  )
  const bytes = (view: DataView) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
  const text = (it: string) => new TextEncoder().encode(it)
  return new Map([
    [`${stem}.shp`, bytes(shp)],
    [`${stem}.shx`, bytes(shx)],
    [`${stem}.dbf`, await writeTable(withShape.map((it) => it.properties))],
    [`${stem}.prj`, text(toPrjText(reference))],
    [`${stem}.cpg`, text('GBK')],
  ])
}

function writeTable(rows: readonly Readonly<Record<string, Attribute>>[]): Promise<Uint8Array> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const tooLong = names.find((name) => name.length > 10)
  if (tooLong !== undefined) throw new Error(`A Shapefile cannot name an attribute ${tooLong}.`)
  const isNumber = (name: string) => rows.every((row) => row[name] === null || typeof row[name] === 'number')
  const fields = names.map((name) =>
    isNumber(name)
      ? { name, type: 'N' as const, size: 19, decimalPlaces: 3 }
      : { name, type: 'C' as const, size: 254 },
  )
  const records = rows.map((row) =>
    Object.fromEntries(
      names.map((name) => [name, isNumber(name) ? (row[name] ?? null) : String(row[name] ?? '')]),
    ),
  )
  return withTemporaryFolder(async (folder) => {
    const path = join(folder, 'table.dbf')
    const table = await DBFFile.create(path, fields, { encoding: 'gbk' })
    await table.appendRecords(records)
    return new Uint8Array(await readFile(path))
  })
}
