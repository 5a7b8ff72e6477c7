/** Base maps (底图): what lies under the county's data on every map, where it comes from and what must be said of it. */
import { z } from 'zod'
import { Datum } from '../geography/datum.ts'
import { Post } from '../identity/post.ts'
import { ReviewNumber } from './review-number.ts'
import { BaseMapSource } from './tile-address.ts'

/** The county's own borders, streets and names: always there, no picture under them. */
export const ownBaseMapId = 'own'

/** Datums whose tiles are cut on the Web Mercator grid; Baidu's BD-09 has a grid of its own and is not among them. */
export const tileDatums = ['cgcs2000', 'wgs84', 'gcj02'] as const satisfies readonly Datum[]

const optional = (most: number) => z.string().trim().min(1).max(most).nullable().default(null)
const zoom = z.int().min(0).max(20)

/** What is said of a base map; the key is told apart, since it never leaves the server again. */
export const BaseMapInput = z.object({
  name: z.string().trim().min(1).max(60).meta({ description: '名称' }),
  source: BaseMapSource,
  datum: Datum.extract([...tileDatums]).meta({ description: '瓦片坐标系 the datum of the tiles' }),
  minZoom: zoom,
  maxZoom: zoom,
  opacity: z.number().min(0.2).max(1).default(1),
  isGrey: z.boolean().default(false).meta({ description: '灰化 without colour, so that marks stand out' }),
  attribution: z.string().trim().max(200).default('').meta({ description: '来源说明 whose map it is' }),
  reviewNumber: ReviewNumber.nullable().default(null).meta({ description: '审图号' }),
  noReviewReason: optional(200).meta({ description: '无审图号的理由 why it has no review number' }),
  /** Empty: everyone who may see maps. */
  visibleTo: z.array(Post).max(20).default([]),
})
export type BaseMapInput = z.output<typeof BaseMapInput>

/** Formats of files of tiles, by the ending they are kept under. */
export const tileFileFormats = ['mbtiles', 'pmtiles', 'gpkg'] as const
export type TileFileFormat = (typeof tileFileFormats)[number]
export const tileTypes = ['png', 'jpg', 'webp', 'pbf'] as const
export type TileType = (typeof tileTypes)[number]

/** West, south, east, north in degrees. */
const Box = z.tuple([z.number(), z.number(), z.number(), z.number()])
export type Box = z.infer<typeof Box>

/** What a file of tiles says of itself, and what was seen in it. */
export const TileFileFacts = z.object({
  format: z.enum(tileFileFormats),
  tileType: z.enum(tileTypes),
  minZoom: zoom,
  maxZoom: zoom,
  bounds: Box,
  /** The layers of a vector map; empty for pictures. */
  vectorLayers: z.array(z.string()),
  name: z.string(),
  attribution: z.string(),
})
export type TileFileFacts = z.infer<typeof TileFileFacts>

export const TileFileView = TileFileFacts.extend({
  id: z.uuid(),
  fileName: z.string(),
  bytes: z.number().int(),
})
export type TileFileView = z.infer<typeof TileFileView>

/** A base map as a map needs it. */
export const BaseMapView = z.object({
  id: z.uuid(),
  name: z.string(),
  version: z.int(),
  picture: z.enum(['raster', 'vector']),
  minZoom: zoom,
  maxZoom: zoom,
  bounds: Box.nullable(),
  opacity: z.number(),
  isGrey: z.boolean(),
  attribution: z.string(),
  reviewNumber: z.string().nullable(),
  vectorLayers: z.array(z.string()),
})
export type BaseMapView = z.infer<typeof BaseMapView>

/** A base map as its administrator sees it; of the key it says only whether there is one. */
export const ManagedBaseMap = BaseMapInput.extend({
  id: z.uuid(),
  version: z.int(),
  hasKey: z.boolean(),
  reviewNumber: z.string().nullable(),
  file: TileFileView.nullable(),
  endedAt: z.string().nullable(),
})
export type ManagedBaseMap = z.infer<typeof ManagedBaseMap>

/** The map somebody looks at: what they chose if it is still offered, else the county's, else the own territory. */
export function chooseBaseMap<Map extends { readonly id: string }>(
  offered: readonly Map[],
  preferredId: string,
  defaultId: string,
): Map | undefined {
  if (preferredId === ownBaseMapId) return undefined
  return offered.find((it) => it.id === preferredId) ?? offered.find((it) => it.id === defaultId)
}

/** The path of a base map's tiles on our own server; the version lets browsers keep what did not change. */
export const tilePathOf = ({ id, version }: Pick<BaseMapView, 'id' | 'version'>): string =>
  `/api/basemaps/${id}/{z}/{x}/{y}?v=${version}`
