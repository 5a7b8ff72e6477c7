/** Base maps as their rows stand, with the file they are drawn from; the key is for this module alone. */
import { type BaseMapInput, ownBaseMapId, type TileFileFacts } from '#domain/basemap/base-map.ts'
import { BasemapProblem } from '#domain/basemap/problems.ts'
import type { Database } from '#platform/database/database.ts'

export type KeptFile = {
  readonly id: string
  readonly fileName: string
  /** Its name in the file store. */
  readonly file: string
  readonly bytes: number
  readonly facts: TileFileFacts
}

export type KeptBaseMap = BaseMapInput & {
  readonly id: string
  readonly version: number
  readonly key: string | null
  readonly endedAt: Date | null
  readonly file: KeptFile | null
}

type FileRow = Omit<KeptFile, 'bytes'> & { bytes: string | number }

const toFile = ({ bytes, ...row }: FileRow): KeptFile => ({ ...row, bytes: Number(bytes) })

/** The file of tiles `id`; undefined when there is none. */
export async function findTileFile(db: Database, adcode: string, id: string): Promise<KeptFile | undefined> {
  const [row] = await db.rows<FileRow>(
    'select id, file_name as "fileName", file, bytes, facts from basemap.tile_files where adcode = $1 and id = $2',
    [adcode, id],
  )
  return row && toFile(row)
}

/** All base maps of a county by name, or the one of `id`. */
export async function findBaseMaps(db: Database, adcode: string, id?: string): Promise<KeptBaseMap[]> {
  const rows = await db.rows<Omit<KeptBaseMap, 'file'> & { file: FileRow | null }>(
    `select m.id, m.name, m.source, m.key, m.datum, m.min_zoom as "minZoom", m.max_zoom as "maxZoom", m.opacity,
       m.is_grey as "isGrey", m.attribution, m.review_number as "reviewNumber", m.no_review_reason as "noReviewReason",
       m.visible_to as "visibleTo", m.version, m.ended_at as "endedAt",
       case when f.id is not null then jsonb_build_object('id', f.id, 'fileName', f.file_name, 'file', f.file,
         'bytes', f.bytes, 'facts', f.facts) end as file
     from basemap.base_maps m
     left join basemap.tile_files f on f.adcode = m.adcode and f.id = (m.source->>'fileId')::uuid
     where m.adcode = $1 and ($2::uuid is null or m.id = $2) order by m.ended_at is not null, m.created_at`,
    [adcode, id ?? null],
  )
  return rows.map((row) => ({ ...row, file: row.file && toFile(row.file) }))
}

/** The base map of `id`; throws when there is none. */
export async function getBaseMap(db: Database, adcode: string, id: string): Promise<KeptBaseMap> {
  const [found] = await findBaseMaps(db, adcode, id)
  if (!found) throw BasemapProblem.unknown({ id })
  return found
}

/** Which base map is the first, and the version of that choice: 0 where nobody chose. */
export async function findDefault(db: Database, adcode: string): Promise<{ id: string; version: number }> {
  const [row] = await db.rows<{ id: string | null; version: number }>(
    'select base_map_id as id, version from basemap.defaults where adcode = $1',
    [adcode],
  )
  return { id: row?.id ?? ownBaseMapId, version: row?.version ?? 0 }
}
