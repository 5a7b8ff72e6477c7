/** Who may draw the grid where. */
import { GeographyProblem } from '#domain/geography/problems.ts'
import type { Actor } from '#platform/actor.ts'

/** Whoever has areas of duty draws the grids of communities within them only; a Problem elsewhere. */
export function requireMayDraw(actor: Actor, communityCode: string): void {
  const { areaCodes } = actor
  if (areaCodes.length > 0 && !areaCodes.some((it) => communityCode.startsWith(it)))
    throw GeographyProblem.outsideDuty({ communityCode })
}
