/** What must hold of a base map before it is kept or shown: zooms, key, review number, and a file that can be drawn so. */
import type { BaseMapInput } from '#domain/basemap/base-map.ts'
import { BasemapProblem } from '#domain/basemap/problems.ts'
import { needsKey } from '#domain/basemap/tile-address.ts'
import type { Database } from '#platform/database/database.ts'
import { findTileFile, type KeptFile } from './queries/find-base-maps.ts'

/** Throws the problem; gives the file that the base map is drawn from, null for a service. */
export async function requireDrawable(
  db: Database,
  adcode: string,
  { source, minZoom, maxZoom, datum }: BaseMapInput,
  key: string | null,
): Promise<KeptFile | null> {
  if (minZoom > maxZoom) throw BasemapProblem.zoomsWrong({ minZoom, maxZoom })
  if (source.kind !== 'file') {
    if (needsKey(source) && !key) throw BasemapProblem.keyMissing({})
    return null
  }
  const file = await findTileFile(db, adcode, source.fileId)
  if (!file) throw BasemapProblem.fileUnknown({ id: source.fileId })
  if (minZoom < file.facts.minZoom || maxZoom > file.facts.maxZoom)
    throw BasemapProblem.zoomsWrong({ minZoom, maxZoom })
  if (file.facts.tileType === 'pbf' && datum === 'gcj02') throw BasemapProblem.vectorNotShifted({})
  return file
}

/** As `requireDrawable`; a service must also have its review number, or a reason for having none. */
export async function requireSoundBaseMap(
  db: Database,
  adcode: string,
  input: BaseMapInput,
  key: string | null,
): Promise<void> {
  await requireDrawable(db, adcode, input, key)
  if (input.source.kind !== 'file' && !input.reviewNumber && !input.noReviewReason)
    throw BasemapProblem.reviewNumberMissing({})
}
