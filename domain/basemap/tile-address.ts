/**
 * Where a tile of a map service is asked for. A template names the tile by `{z}` `{x}` `{y}` (or `{-y}` counted from the
 * south), may spread over servers by `{s}`, and has the key of the county only as `{key}`, which is put in on the server.
 */

import { z } from 'zod'
import { parseAddress } from '../parse-address.ts'

export type TileNumber = { readonly z: number; readonly x: number; readonly y: number }

/** Addresses that belong to the machine or its cloud, never to a map. */
const neverMaps = /^(?:169\.254\.|\[fe[89ab])/i

function isMapAddress(text: string): boolean {
  const url = parseAddress(text)
  if (!url || !['http:', 'https:'].includes(url.protocol)) return false
  return url.username === '' && url.password === '' && !neverMaps.test(url.hostname)
}

const filled = (template: string): string => template.replaceAll(/\{[^{}]*\}/g, '1')

/** Whether `template` has a server of its own that no tile number, key or name can change to another. */
const hasFixedServer = (template: string): boolean =>
  /^https?:\/\/(?:[a-z0-9.-]|\{s\}|\[[0-9a-f:]+\])+(?::\d{1,5})?(?:\/|\?|$)/i.test(template)

/** An http or https address without user and password. */
export const MapServiceUrl = z
  .string()
  .trim()
  .max(1000)
  .refine(
    (it) => hasFixedServer(it) && isMapAddress(filled(it)),
    '应为 http:// 或 https:// 开头的地图服务地址，不含用户名和密码 / an http or https address of a map service, without user and password',
  )

/** A template of a tile's address. */
export const TileTemplate = MapServiceUrl.refine(
  (it) => it.includes('{z}') && it.includes('{x}') && (it.includes('{y}') || it.includes('{-y}')),
  '地址模板须含 {z}、{x}、{y}（或 {-y}） / the template needs {z}, {x} and {y} (or {-y})',
).refine(
  (it) =>
    [...it.matchAll(/\{([^{}]*)\}/g)].every(([, name = '']) =>
      ['z', 'x', 'y', '-y', 's', 'key'].includes(name),
    ),
  '地址模板只认 {z} {x} {y} {-y} {s} {key} / the template knows {z} {x} {y} {-y} {s} {key} only',
)

const word = (about: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[^{}]*$/, '不能含花括号 / no curly brackets')
    .meta({ description: about })

/** Where tiles come from. */
export const BaseMapSource = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('xyz'),
    template: TileTemplate.meta({
      description: '地址模板 with {z} {x} {y}, {-y} from the south, {s}, {key}',
    }),
    subdomains: z
      .string()
      .trim()
      .regex(/^[a-z0-9]{0,20}$/i)
      .default('')
      .meta({ description: '子域 one character a server, for {s}' }),
  }),
  z.object({
    kind: z.literal('wmts'),
    url: MapServiceUrl.meta({
      description: 'KVP: the service; REST: the template with {TileMatrix} {TileRow} {TileCol}',
    }),
    encoding: z.enum(['kvp', 'rest']),
    layer: word('图层 layer'),
    style: word('样式 style').default('default'),
    matrixSet: word('瓦片矩阵集 a matrix set on Web Mercator (EPSG:3857)'),
    format: word('格式 image format').default('image/png'),
    /** What stands before the zoom in the names of the matrices, such as `EPSG:3857:`. */
    matrixPrefix: z
      .string()
      .trim()
      .max(100)
      .regex(/^[^{}]*$/)
      .default(''),
  }),
  z.object({
    kind: z.literal('tianditu'),
    look: z.enum(['vec', 'img', 'ter']).meta({ description: '矢量、影像、地形 streets, imagery or terrain' }),
    labels: z.boolean().default(true).meta({ description: '叠加注记 with its labels (cva, cia, cta)' }),
    server: MapServiceUrl.default('https://t{s}.tianditu.gov.cn'),
  }),
  z.object({ kind: z.literal('file'), fileId: z.uuid() }),
])
export type BaseMapSource = z.infer<typeof BaseMapSource>

const withQuery = (url: string, query: string): string =>
  `${url}${url.includes('?') ? (/[?&]$/.test(url) ? '' : '&') : '?'}${query}`

const kvp = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')

type Wmts = Extract<BaseMapSource, { kind: 'wmts' }>

function wmtsTemplate(it: Wmts): string {
  if (it.encoding === 'rest') {
    const values: Readonly<Record<string, string>> = {
      tilematrix: `${encodeURIComponent(it.matrixPrefix)}{z}`,
      tilerow: '{y}',
      tilecol: '{x}',
      tilematrixset: encodeURIComponent(it.matrixSet),
      layer: encodeURIComponent(it.layer),
      style: encodeURIComponent(it.style),
    }
    return it.url.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => values[name.toLowerCase()] ?? whole)
  }
  const fixed = kvp({
    SERVICE: 'WMTS',
    REQUEST: 'GetTile',
    VERSION: '1.0.0',
    LAYER: it.layer,
    STYLE: it.style,
    TILEMATRIXSET: it.matrixSet,
    FORMAT: it.format,
  })
  return withQuery(
    it.url,
    `${fixed}&TILEMATRIX=${encodeURIComponent(it.matrixPrefix)}{z}&TILEROW={y}&TILECOL={x}`,
  )
}

type Tianditu = Extract<BaseMapSource, { kind: 'tianditu' }>

const labelsOf = { vec: 'cva', img: 'cia', ter: 'cta' } as const

function tiandituTemplate({ server }: Tianditu, layer: string): string {
  const fixed = kvp({
    SERVICE: 'WMTS',
    REQUEST: 'GetTile',
    VERSION: '1.0.0',
    LAYER: layer,
    STYLE: 'default',
    TILEMATRIXSET: 'w',
    FORMAT: 'tiles',
  })
  return `${server.replace(/\/$/, '')}/${layer}_w/wmts?${fixed}&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}`
}

/** The templates of a service, the lowest picture first; none of a stored file. */
export function templatesOf(source: BaseMapSource): { template: string; subdomains: string }[] {
  switch (source.kind) {
    case 'xyz':
      return [{ template: source.template, subdomains: source.subdomains }]
    case 'wmts':
      return [{ template: wmtsTemplate(source), subdomains: '' }]
    case 'tianditu':
      return [source.look, ...(source.labels ? [labelsOf[source.look]] : [])].map((layer) => ({
        template: tiandituTemplate(source, layer),
        subdomains: '01234567',
      }))
    case 'file':
      return []
  }
}

/** Whether a service is asked with a key. */
export const needsKey = (source: BaseMapSource): boolean =>
  templatesOf(source).some((it) => it.template.includes('{key}'))

/** Only the numbers of the tile, the server of the list and the key vary. */
export function toTileAddress(
  { template, subdomains }: { readonly template: string; readonly subdomains: string },
  { z: zoom, x, y }: TileNumber,
  key: string | null,
): string {
  const values: Readonly<Record<string, string>> = {
    z: String(zoom),
    x: String(x),
    y: String(y),
    '-y': String(2 ** zoom - 1 - y),
    s: subdomains.charAt((x + y) % Math.max(1, subdomains.length)),
    key: encodeURIComponent(key ?? ''),
  }
  return template.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => values[name] ?? whole)
}
