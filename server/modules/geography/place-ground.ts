/** Where a place of the library lies: what its row keeps of the county's areas and unit grids. */

import type { Position } from '#domain/geography/geometry.ts'
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Context } from '#platform/act.ts'
import { locateMany } from './queries/locate.ts'

export type Ground = {
  readonly townCode: string | null
  readonly townName: string
  readonly communityCode: string | null
  readonly cellCode: string | null
}

/** The ground of each point; undefined for a point outside the county. */
export async function groundsOf(
  { db, adcode, now }: Pick<Context, 'db' | 'adcode' | 'now'>,
  points: readonly Position[],
): Promise<(Ground | undefined)[]> {
  const located = await locateMany(db, adcode, points, now)
  return located.map(
    (it) =>
      it && {
        townCode: it.town?.code ?? null,
        townName: it.town?.name ?? '',
        communityCode: it.community?.code ?? null,
        cellCode: it.cell?.code ?? null,
      },
  )
}

/** The ground of one point, which must lie within the county. */
export async function getGround(
  context: Pick<Context, 'db' | 'adcode' | 'now'>,
  position: Position,
): Promise<Ground> {
  const [ground] = await groundsOf(context, [position])
  if (ground === undefined) throw GeographyProblem.outsideCounty({ adcode: context.adcode, position })
  return ground
}
