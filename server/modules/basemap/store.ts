/** The SQL that writes base maps, and the rows it makes of nouns. */
import type { BaseMapInput, TileFileFacts } from '#domain/basemap/base-map.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'

export type NewTileFile = {
  readonly id: string
  readonly fileName: string
  readonly file: string
  readonly bytes: number
  readonly facts: TileFileFacts
}

/** Writes a file of tiles. */
export function writeTileFile(write: RowWrites, adcode: string, it: NewTileFile, at: Date): void {
  write.insert('basemap.tile_files', {
    adcode,
    id: it.id,
    file_name: it.fileName,
    file: it.file,
    bytes: it.bytes,
    facts: it.facts,
    brought_at: at,
  })
}

// An array of texts is written as PostgreSQL writes one, since row writes take arrays for JSON.
const toTextArray = (texts: readonly string[]): string => `{${texts.join(',')}}`

const columnsOf = (it: BaseMapInput, key: string | null) => ({
  name: it.name,
  source: it.source,
  key,
  datum: it.datum,
  min_zoom: it.minZoom,
  max_zoom: it.maxZoom,
  opacity: it.opacity,
  is_grey: it.isGrey,
  attribution: it.attribution,
  review_number: it.reviewNumber,
  no_review_reason: it.noReviewReason,
  visible_to: toTextArray(it.visibleTo),
})

/** Writes a new base map. */
export function writeBaseMap(
  write: RowWrites,
  adcode: string,
  { id, key, at, ...input }: BaseMapInput & { id: string; key: string | null; at: Date },
): void {
  write.insert('basemap.base_maps', {
    adcode,
    id,
    version: 1,
    created_at: at,
    ended_at: null,
    ...columnsOf(input, key),
  })
}

type Before = { readonly id: string; readonly version: number }

/** Changes a base map that is still at the version it was read at. */
export function writeBaseMapChange(
  write: RowWrites,
  adcode: string,
  { id, version }: Before,
  { key, ...input }: BaseMapInput & { key: string | null },
): void {
  write.update(
    'basemap.base_maps',
    { adcode, id, version },
    { version: version + 1, ...columnsOf(input, key) },
  )
}

/** Ends a base map. */
export function writeBaseMapEnd(write: RowWrites, adcode: string, { id, version }: Before, at: Date): void {
  write.update('basemap.base_maps', { adcode, id, version }, { version: version + 1, ended_at: at })
}

/** Writes which base map is the first; null is the own territory. */
export function writeDefault(write: RowWrites, adcode: string, id: string | null, version: number): void {
  if (version === 0) write.insert('basemap.defaults', { adcode, base_map_id: id, version: 1 })
  else write.update('basemap.defaults', { adcode, version }, { base_map_id: id, version: version + 1 })
}
