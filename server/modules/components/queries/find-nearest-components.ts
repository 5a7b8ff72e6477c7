/**
 * The components nearest to a point, by distance over the ellipsoid. The database orders by degrees, which are not
 * metres; so it is asked for some more than wanted, and for more again until none that it left out can be nearer.
 */

import type { z } from 'zod'
import type { nearestComponentsEndpoint } from '#domain/components/contract.ts'
import { boxAround, mostDegrees } from '#domain/components/nearness.ts'
import { toCgcs2000 } from '#domain/geography/datum.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { distanceMetres } from '#domain/geography/measure.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { type ComponentLineRow, lineColumns, lineSource } from './list-components.ts'

export type NearestComponent = ComponentLineRow & { readonly distanceMetres: number }

export type NearestOptions = {
  readonly classCode?: string | undefined
  readonly withinMetres: number
  readonly limit: number
}

const nearest = `
  select ${lineColumns}, c.position <-> point($2::float8, $3::float8) as degrees
  from ${lineSource}
  where c.adcode = $1 and c.id in (select components.ids_near($1, point($2::float8, $3::float8),
    box(point($4::float8, $5::float8), point($6::float8, $7::float8)), $8, $9))
  order by c.position <-> point($2::float8, $3::float8)`

/**
 * The components within `withinMetres` of `point` (CGCS2000 degrees), nearest first, at most `limit`. Removed ones
 * are left out. A line or an area is as near as the one point it is kept under.
 */
export async function findNearestComponents(
  db: Database,
  adcode: string,
  point: Position,
  { classCode, withinMetres, limit }: NearestOptions,
): Promise<NearestComponent[]> {
  const box = boxAround(point, withinMetres)
  for (let asked = limit * 3 + 10; ; asked *= 3) {
    const rows = await db.rows<ComponentLineRow & { degrees: number }>(nearest, [
      adcode,
      ...point,
      ...box,
      classCode ?? null,
      asked,
    ])
    const found = rows
      .map(({ degrees: _, ...row }) => ({ ...row, distanceMetres: distanceMetres(point, row.position) }))
      .filter((it) => it.distanceMetres <= withinMetres)
      .sort((a, b) => a.distanceMetres - b.distanceMetres || (a.code < b.code ? -1 : 1))
      .slice(0, limit)
    const farthestSeen = rows.at(-1)?.degrees ?? 0
    const last = found.length === limit ? found.at(-1) : undefined
    const isComplete = rows.length < asked || (last && farthestSeen > mostDegrees(point, last.distanceMetres))
    if (isComplete) return found
  }
}

type Input = z.output<typeof nearestComponentsEndpoint.query>

/** The query behind "what stands here". */
export const nearestComponents: Query<Input, { components: NearestComponent[] }> = {
  name: 'component.nearest',
  async run({ db, actor }, { lng, lat, datum, ...options }) {
    const point = toCgcs2000([lng, lat], datum)
    const components = await findNearestComponents(db, actor.adcode, point, options)
    return {
      components: components.map((it) => ({
        ...it,
        distanceMetres: Math.round(it.distanceMetres * 100) / 100,
      })),
    }
  },
}
