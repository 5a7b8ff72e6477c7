/** Where components stand in the county: town, community and unit grid of their one point. */

import { chinaDayOf } from '#domain/china-time.ts'
import type { ComponentDraft } from '#domain/components/component.ts'
import { communityOf, townOf } from '#domain/geography/area-code.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { findArea, type Location, locateMany } from '#modules/geography/index.ts'
import type { Database } from '#platform/database/database.ts'

export type Place = {
  readonly cellCode: string | null
  readonly communityCode: string | null
  readonly townCode: string | null
}

export type Placing = {
  /** The point lies outside a county whose outline is known. */
  readonly isOutside: boolean
  readonly place: Place
}

type ToPlace = { readonly position: Position; readonly cellCode: ComponentDraft['cellCode'] }

const toPlace = (found: Location | undefined, delivered: string | null): Place => {
  if (found) {
    const { cell, community, town } = found
    return {
      cellCode: cell?.code ?? null,
      communityCode: community?.code ?? null,
      townCode: town?.code ?? null,
    }
  }
  // A county without grids of its own believes the grid that was delivered.
  return delivered === null
    ? { cellCode: null, communityCode: null, townCode: null }
    : { cellCode: delivered, communityCode: communityOf(delivered), townCode: townOf(delivered) }
}

/** Places components in their order. In a county whose outline is not known, no point lies outside. */
export async function placeComponents(
  db: Database,
  adcode: string,
  list: readonly ToPlace[],
  at: Date,
): Promise<Placing[]> {
  const [locations, county] = await Promise.all([
    locateMany(
      db,
      adcode,
      list.map((it) => it.position),
      at,
    ),
    findArea(db, adcode, adcode, chinaDayOf(at)),
  ])
  const hasOutline = county?.geometry != null
  return list.map((it, index) => {
    const found = locations[index]
    return { isOutside: hasOutline && found === undefined, place: toPlace(found, it.cellCode) }
  })
}
