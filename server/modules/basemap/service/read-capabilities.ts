/** Reads the capabilities of a WMTS service (OGC 07-057r7): which layers it offers on the Web Mercator grid, and how they are asked for. */
import { XMLParser } from 'fast-xml-parser'
import type { z } from 'zod'
import type { readCapabilitiesEndpoint } from '#domain/basemap/contract.ts'
import { BasemapProblem } from '#domain/basemap/problems.ts'
import { fetchText } from './fetch-tile.ts'

export type OfferedLayer = z.output<typeof readCapabilitiesEndpoint.reply>['layers'][number]

const lists = new Set([
  'Layer',
  'Style',
  'Format',
  'TileMatrixSet',
  'TileMatrixSetLink',
  'TileMatrix',
  'ResourceURL',
  'Operation',
  'Get',
])

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  isArray: (name, _path, isLeaf, isAttribute) =>
    !isAttribute && lists.has(name) && (name !== 'TileMatrixSet' || !isLeaf),
})

type Node = Readonly<Record<string, unknown>>

const nodes = (it: unknown): Node[] =>
  (Array.isArray(it) ? it : it === undefined ? [] : [it]).filter(
    (one): one is Node => typeof one === 'object' && one !== null,
  )
const textOf = (it: unknown): string =>
  typeof it === 'string'
    ? it.trim()
    : typeof it === 'object' && it !== null
      ? textOf((it as Node)['#text'])
      : ''
const withAmpersands = (text: string): string => text.replaceAll('&amp;', '&')

type Matrices = {
  readonly name: string
  readonly prefix: string
  readonly minZoom: number
  readonly maxZoom: number
}

const isMercator = (crs: string): boolean => /(?:3857|900913)$/.test(crs) || crs.includes('GoogleMaps')

/** A matrix set on Web Mercator whose matrices are named by their zoom, with or without something before it. */
function toMatrices(set: Node): Matrices[] {
  if (!isMercator(textOf(set['SupportedCRS']))) return []
  const named = nodes(set['TileMatrix']).map((it) => /^(.*?)(\d{1,2})$/.exec(textOf(it['Identifier'])))
  const zooms = named.flatMap((it) => (it?.[2] === undefined ? [] : [Number(it[2])])).filter((it) => it <= 20)
  const prefixes = new Set(named.map((it) => it?.[1] ?? ''))
  const [prefix] = prefixes
  if (zooms.length === 0 || prefixes.size !== 1 || prefix === undefined) return []
  return [
    { name: textOf(set['Identifier']), prefix, minZoom: Math.min(...zooms), maxZoom: Math.max(...zooms) },
  ]
}

function findKvpUrl(capabilities: Node): string | undefined {
  for (const operation of nodes((capabilities['OperationsMetadata'] as Node | undefined)?.['Operation'])) {
    if (operation['@name'] !== 'GetTile') continue
    const [http] = nodes(operation['DCP']).flatMap((it) => nodes(it['HTTP']))
    const [get] = nodes(http?.['Get'])
    const url = get?.['@href']
    if (typeof url === 'string') return withAmpersands(url)
  }
  return undefined
}

const picturesFirst = ['image/png', 'image/jpeg', 'image/webp', 'tiles']

function toLayer(layer: Node, sets: ReadonlyMap<string, Matrices>, kvpUrl: string): OfferedLayer[] {
  const linked = nodes(layer['TileMatrixSetLink']).map((it) =>
    textOf(nodes(it['TileMatrixSet'])[0] ?? it['TileMatrixSet']),
  )
  const set = linked.map((it) => sets.get(it)).find((it) => it !== undefined)
  const formats = (Array.isArray(layer['Format']) ? layer['Format'] : []).map(textOf)
  const format = picturesFirst.find((it) => formats.includes(it))
  if (!set || !format) return []
  const styles = nodes(layer['Style'])
  const style = styles.find((it) => it['@isDefault'] === 'true') ?? styles[0]
  const rest = nodes(layer['ResourceURL']).find(
    (it) =>
      it['@resourceType'] === 'tile' &&
      it['@format'] === format &&
      !/\{(?!TileMatrix|TileRow|TileCol|TileMatrixSet|[Ss]tyle|[Ll]ayer)/.test(String(it['@template'])),
  )
  const template = rest?.['@template']
  return [
    {
      title: textOf(layer['Title']) || textOf(layer['Identifier']),
      layer: textOf(layer['Identifier']),
      style: textOf(style?.['Identifier']) || 'default',
      format,
      matrixSet: set.name,
      matrixPrefix: set.prefix,
      url: typeof template === 'string' ? withAmpersands(template) : kvpUrl,
      encoding: typeof template === 'string' ? 'rest' : 'kvp',
      minZoom: set.minZoom,
      maxZoom: set.maxZoom,
    },
  ]
}

const unreadable = (zh: string, en: string) => BasemapProblem.capabilitiesUnreadable({ reason: { zh, en } })

/** The layers in a text of capabilities; `url` is where KVP is asked when the text does not say. */
export function parseCapabilities(xml: string, url: string): OfferedLayer[] {
  let document: Node
  try {
    document = parser.parse(xml, true) as Node
  } catch {
    throw unreadable('返回的不是完整的 XML', 'what comes back is no complete XML')
  }
  const [capabilities] = nodes(document['Capabilities'])
  if (!capabilities)
    throw unreadable('返回的不是 WMTS 服务说明', 'what comes back is no description of a WMTS')
  const [contents] = nodes(capabilities['Contents'])
  const sets = new Map(
    nodes(contents?.['TileMatrixSet'])
      .flatMap(toMatrices)
      .map((it) => [it.name, it]),
  )
  const kvpUrl = findKvpUrl(capabilities) ?? url.split('?')[0] ?? url
  const layers = nodes(contents?.['Layer']).flatMap((it) => toLayer(it, sets, kvpUrl))
  if (layers.length === 0)
    throw unreadable(
      '没有 Web 墨卡托（EPSG:3857）的图片图层',
      'it offers no pictures on Web Mercator (EPSG:3857)',
    )
  return layers
}

/** Asks the service at `url` for its capabilities; what the address lacks for that is added. */
export async function readCapabilities(url: string): Promise<OfferedLayer[]> {
  const isAsked = /request=getcapabilities/i.test(url) || /\.xml(?:$|\?)/i.test(url)
  const asked = isAsked
    ? url
    : `${url}${url.includes('?') ? '&' : '?'}SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0`
  return parseCapabilities(await fetchText(asked), url)
}
