/** Who may do what to which component, one sentence each. */
import type { Actor } from '#platform/actor.ts'

type Placed = {
  readonly cellCode: string | null
  readonly communityCode: string | null
  readonly townCode: string | null
}

/** A person with areas of duty changes components within them only; one without, in the whole county. */
export const mayChange = (actor: Actor, { cellCode, communityCode, townCode }: Placed): boolean =>
  actor.areaCodes.length === 0 ||
  actor.areaCodes.some((area) =>
    [actor.adcode, townCode, communityCode, cellCode].some((code) => code !== null && code === area),
  )
