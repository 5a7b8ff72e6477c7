/** Where a vector tile lies: zoom, column from the west, row from the north. */
import { z } from 'zod'

const step = z.coerce.number().int().min(0)

/** The place of a tile in a path. */
export const TilePlace = z
  .object({ z: step.max(20), x: step, y: step })
  .refine(({ z: zoom, x, y }) => x < 2 ** zoom && y < 2 ** zoom, '没有这一张瓦片 / there is no such tile')
