/** Brings in a file of tiles: kept whole, opened, its bounds held against the county, one tile looked at, then told of by a row. */
import type { Box, TileFileFacts, TileFileView } from '#domain/basemap/base-map.ts'
import { BasemapProblem } from '#domain/basemap/problems.ts'
import { boxOf } from '#domain/geography/geometry.ts'
import { Problem } from '#domain/problem.ts'
import { getCountyOutline } from '#modules/geography/index.ts'
import type { Act } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { keepTileFile } from './commands/keep-tile-file.ts'
import { openTileFile } from './files/open-tile-file.ts'

export type Bringing = {
  readonly db: Database
  readonly act: Act
  readonly actor: Actor
  readonly adcode: string
  readonly files: FileStore
  /** The first day on which the county's outline has to hold. */
  readonly onDate: string
  readonly requestId?: string | undefined
}

/** The box of the county; undefined while its outline is not there, then every place is taken. */
async function findCountyBox({ db, adcode, onDate }: Bringing): Promise<Box | undefined> {
  try {
    return [...boxOf(await getCountyOutline(db, adcode, onDate))] as Box
  } catch (error) {
    if (error instanceof Problem && error.code === 'geography.outline-missing') return undefined
    throw error
  }
}

const meet = (a: Box, b: Box): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]

/** Reads and keeps it; throws the problem of a file that cannot be used, and then keeps nothing. */
export async function bringTileFile(
  bringing: Bringing,
  fileName: string,
  content: AsyncIterable<Uint8Array>,
): Promise<TileFileView> {
  const { act, actor, adcode, files, requestId } = bringing
  const county = await findCountyBox(bringing)
  const read: { facts?: TileFileFacts } = {}
  const { name: file, bytes } = await files.keepStream(content, async (path) => {
    const opened = await openTileFile(fileName, path)
    const { facts } = opened
    await opened.close()
    if (county && !meet(facts.bounds, county))
      throw BasemapProblem.elsewhere({ file: fileName, bounds: facts.bounds })
    read.facts = facts
    return facts.format
  })
  if (!read.facts) throw new Error('a file was kept that nobody read')
  return act(
    actor,
    keepTileFile,
    { fileName, file, bytes, facts: read.facts },
    { adcode, ...(requestId ? { requestId } : {}) },
  )
}
