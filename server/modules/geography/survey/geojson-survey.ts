/** GeoJSON deliveries, in degrees by default (RFC 7946) or in the system that an older `crs` member names. */
import { GeographyProblem } from '#domain/geography/problems.ts'
import {
  epsgOfReference,
  findReferenceOfEpsg,
  fromDegrees,
  mapPositions,
  type SurveyReference,
} from '#domain/geography/survey-reference.ts'
import { type Survey, type SurveyFeature, toAttribute, toKeptGeometry, unreadable } from './survey.ts'

type Loose = Record<string, unknown>
const isObject = (it: unknown): it is Loose => typeof it === 'object' && it !== null && !Array.isArray(it)

function referenceOf(collection: Loose): SurveyReference {
  const { crs } = collection
  if (crs === undefined || crs === null) return { kind: 'degrees', datum: 'wgs84' }
  const properties = isObject(crs) ? crs['properties'] : undefined
  const name = isObject(properties) ? String(properties['name']) : JSON.stringify(crs)
  if (/CRS:?84$/i.test(name)) return { kind: 'degrees', datum: 'wgs84' }
  const reference = findReferenceOfEpsg(Number(/EPSG:{1,2}(\d+)$/i.exec(name)?.[1]))
  if (reference === undefined) throw GeographyProblem.projectionUnknown({ found: name })
  return reference
}

function parseJson(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw unreadable(name, '不是 UTF-8 编码的 GeoJSON', 'it is no GeoJSON in UTF-8')
  }
}

/** Reads a FeatureCollection. */
export function readGeojson(name: string, bytes: Uint8Array): Survey {
  const collection = parseJson(name, bytes)
  if (!isObject(collection) || !Array.isArray(collection['features']))
    throw unreadable(name, '缺少要素集合（FeatureCollection）', 'it holds no FeatureCollection')
  const reference = referenceOf(collection)
  const features = collection['features'].map((feature: unknown, index): SurveyFeature => {
    const it = isObject(feature) ? feature : {}
    const properties = isObject(it['properties']) ? it['properties'] : {}
    return {
      row: index + 1,
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, value]) => [key, toAttribute(value)]),
      ),
      geometry: toKeptGeometry(it['geometry'], reference),
    }
  })
  return { format: 'geojson', reference, features }
}

/** Writes features as a FeatureCollection that names its coordinate system where it is not WGS-84. */
export function writeGeojson(features: readonly SurveyFeature[], reference: SurveyReference): Uint8Array {
  const epsg = epsgOfReference(reference)
  const crs = { type: 'name', properties: { name: `urn:ogc:def:crs:EPSG::${epsg}` } }
  const collection = {
    type: 'FeatureCollection',
    ...(epsg === 4326 ? {} : { crs }),
    features: features.map(({ properties, geometry }) => ({
      type: 'Feature',
      properties,
      geometry: geometry && mapPositions(geometry, (position) => fromDegrees(position, reference)),
    })),
  }
  return new TextEncoder().encode(JSON.stringify(collection))
}
