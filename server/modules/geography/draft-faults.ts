/** What is wrong with a draft, with everything of the county that its check needs. */

import type { AreaGeometry } from '#domain/geography/geometry.ts'
import type { GridState } from '#domain/geography/grid/grid-cell.ts'
import { checkGrid, type GridSizes } from '#domain/geography/grid/grid-check.ts'
import type { GridFault } from '#domain/geography/grid/grid-fault.ts'
import type { Database } from '#platform/database/database.ts'
import sizesFile from '#standards/grid/unit-grid-size.json' with { type: 'json' }
import { findGridNames, findGridsElsewhere } from './queries/find-grid.ts'
import { findArea } from './queries/list-areas.ts'

const sizes: GridSizes = sizesFile

export type Faults = {
  readonly faults: GridFault[]
  /** The ground of the community; null where its border is not known. */
  readonly ground: AreaGeometry | null
  readonly communityName: string
}

/** Checks a draft against the ground on a day. */
export async function findDraftFaults(
  db: Database,
  adcode: string,
  state: GridState,
  onDate: string,
): Promise<Faults> {
  const { communityCode } = state
  const [community, county, gridsElsewhere, names] = await Promise.all([
    findArea(db, adcode, communityCode, onDate),
    findArea(db, adcode, adcode, onDate),
    findGridsElsewhere(db, adcode, communityCode),
    findGridNames(db, adcode),
  ])
  const ground = community?.geometry ?? null
  const known = { communities: new Map([[communityCode, ground]]), outline: county?.geometry ?? null }
  return {
    faults: checkGrid(state, { ground: known, sizes, gridsElsewhere, names }),
    ground,
    communityName: community?.name ?? communityCode,
  }
}
