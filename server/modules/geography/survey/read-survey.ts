/** Opens a survey delivery, whatever its format: a file, or a zip of files. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { unzip } from 'fflate'
import { measureZip } from '#platform/files/measure-zip.ts'
import { readGeojson } from './geojson-survey.ts'
import { readGeopackage } from './geopackage-survey.ts'
import { readShapefile } from './shapefile-survey.ts'
import { type Survey, type SurveyFiles, unreadable } from './survey.ts'

const ending = (name: string) => name.slice(name.lastIndexOf('.') + 1).toLowerCase()
const readable = ['shp', 'gpkg', 'geojson', 'json']
/** Zips that unfold to more than this are refused before they are unfolded. */
const mostUnzippedBytes = 512 * 1_048_576

/** Reads the one delivery among files; `layer` names the layer of a GeoPackage that has several. */
export async function readSurvey(files: SurveyFiles, layer?: string): Promise<Survey> {
  const names = [...files.keys()].filter((name) => readable.includes(ending(name)))
  const [name] = names
  if (name === undefined || names.length > 1)
    throw unreadable(
      [...files.keys()].join(', '),
      '须恰好包含一份 Shapefile、GeoPackage 或 GeoJSON',
      'there must be exactly one Shapefile, GeoPackage or GeoJSON',
    )
  const bytes = files.get(name) ?? new Uint8Array()
  if (ending(name) === 'shp') return readShapefile(name, files)
  return ending(name) === 'gpkg' ? readGeopackage(name, bytes, layer) : readGeojson(name, bytes)
}

/** The files of a zip, without folders and without what other systems hide in it. */
export async function unzipSurvey(name: string, zip: Uint8Array): Promise<SurveyFiles> {
  const unpacked = await measureZip(zip, mostUnzippedBytes)
  if (unpacked === 'damaged') throw unreadable(name, '压缩包损坏', 'the zip is damaged')
  if (unpacked === 'too-large') throw unreadable(name, '压缩包过大', 'the zip is too large')
  return new Promise((resolve, reject) =>
    unzip(
      zip,
      { filter: (file) => !file.name.includes('__MACOSX') && !file.name.endsWith('/') },
      (error, files) => {
        if (error) reject(unreadable(name, '压缩包损坏', 'the zip is damaged'))
        else resolve(new Map(Object.entries(files).map(([path, bytes]) => [basename(path), bytes])))
      },
    ),
  )
}

/** A file as somebody sent it. */
export type SurveyUpload = {
  readonly fileName: string
  readonly bytes: Uint8Array
  /** The layer of a GeoPackage that has several. */
  readonly layer?: string | undefined
}

/** Reads a delivery that was sent. */
export async function readDelivery({ fileName, bytes, layer }: SurveyUpload): Promise<Survey> {
  const isZip = fileName.toLowerCase().endsWith('.zip')
  return readSurvey(isZip ? await unzipSurvey(fileName, bytes) : new Map([[fileName, bytes]]), layer)
}

/** Reads a delivery by the path of its file; the parts of a Shapefile lie beside it. */
export async function readSurveyFile(path: string, layer?: string): Promise<Survey> {
  const name = basename(path)
  if (ending(name) === 'zip') return readSurvey(await unzipSurvey(name, await readFile(path)), layer)
  if (ending(name) !== 'shp') return readSurvey(new Map([[name, await readFile(path)]]), layer)
  const stem = name.slice(0, -4).toLowerCase()
  const folder = dirname(path)
  const parts = (await readdir(folder)).filter(
    (it) => it.slice(0, it.lastIndexOf('.')).toLowerCase() === stem,
  )
  const ofShapefile = parts.filter((it) => ['shp', 'dbf', 'prj', 'cpg'].includes(ending(it)))
  return readSurvey(
    new Map(
      await Promise.all(ofShapefile.map(async (it) => [it, await readFile(join(folder, it))] as const)),
    ),
  )
}
