/** What is being filled in about a base map, flat as a form is, and the base map it makes. */
import type { z } from 'zod'
import type { ManagedBaseMap, TileFileView } from '#domain/basemap/base-map.ts'
import type { createBaseMapEndpoint } from '#domain/basemap/contract.ts'
import type { Post } from '#domain/identity/post.ts'

export type BaseMapForm = {
  name: string
  kind: 'xyz' | 'wmts' | 'tianditu' | 'file'
  template: string
  subdomains: string
  key: string
  look: 'vec' | 'img' | 'ter'
  labels: boolean
  server: string
  url: string
  encoding: 'kvp' | 'rest'
  layer: string
  style: string
  matrixSet: string
  matrixPrefix: string
  format: string
  file: TileFileView | undefined
  datum: 'cgcs2000' | 'wgs84' | 'gcj02'
  minZoom: number
  maxZoom: number
  opacity: number
  isGrey: boolean
  attribution: string
  reviewNumber: string
  noReviewReason: string
  visibleTo: Post[]
}

const fresh: BaseMapForm = {
  name: '',
  kind: 'tianditu',
  template: '',
  subdomains: '',
  key: '',
  look: 'vec',
  labels: true,
  server: 'https://t{s}.tianditu.gov.cn',
  url: '',
  encoding: 'kvp',
  layer: '',
  style: 'default',
  matrixSet: 'w',
  matrixPrefix: '',
  format: 'image/png',
  file: undefined,
  datum: 'cgcs2000',
  minZoom: 1,
  maxZoom: 18,
  opacity: 1,
  isGrey: false,
  attribution: '',
  reviewNumber: '',
  noReviewReason: '',
  visibleTo: [],
}

/** The form of a base map that is there, or of a new one. */
export function toForm(was: ManagedBaseMap | undefined): BaseMapForm {
  if (!was) return { ...fresh, visibleTo: [] }
  const { source } = was
  return {
    ...fresh,
    ...(source.kind === 'file' ? { kind: source.kind } : source),
    name: was.name,
    file: was.file ?? undefined,
    datum: was.datum,
    minZoom: was.minZoom,
    maxZoom: was.maxZoom,
    opacity: was.opacity,
    isGrey: was.isGrey,
    attribution: was.attribution,
    reviewNumber: was.reviewNumber ?? '',
    noReviewReason: was.noReviewReason ?? '',
    visibleTo: [...was.visibleTo],
  }
}

function sourceOf(it: BaseMapForm): object {
  switch (it.kind) {
    case 'xyz':
      return { kind: it.kind, template: it.template, subdomains: it.subdomains }
    case 'wmts':
      return {
        kind: it.kind,
        url: it.url,
        encoding: it.encoding,
        layer: it.layer,
        style: it.style,
        matrixSet: it.matrixSet,
        matrixPrefix: it.matrixPrefix,
        format: it.format,
      }
    case 'tianditu':
      return { kind: it.kind, look: it.look, labels: it.labels, server: it.server }
    case 'file':
      return { kind: it.kind, fileId: it.file?.id }
  }
}

type Sent = z.input<typeof createBaseMapEndpoint.body>

/** What is sent; a key that was left empty is left as it is kept. */
export const toSent = (it: BaseMapForm): Sent =>
  ({
    name: it.name,
    source: sourceOf(it),
    datum: it.datum,
    minZoom: it.minZoom,
    maxZoom: it.maxZoom,
    opacity: it.opacity,
    isGrey: it.isGrey,
    attribution: it.attribution,
    reviewNumber: it.reviewNumber.trim() || null,
    noReviewReason: it.noReviewReason.trim() || null,
    visibleTo: it.visibleTo,
    ...(it.key.trim() && it.kind !== 'file' ? { key: it.key.trim() } : {}),
  }) as Sent

/** Fills in what a file of tiles says of itself, where nothing was said yet. */
export function takeFile(it: BaseMapForm, file: TileFileView): void {
  it.file = file
  it.minZoom = file.minZoom
  it.maxZoom = file.maxZoom
  it.name ||= (file.name || file.fileName.replace(/\.[^.]*$/, '')).slice(0, 60)
  it.attribution ||= file.attribution.replaceAll(/<[^<>]*>/g, '').slice(0, 200)
}
