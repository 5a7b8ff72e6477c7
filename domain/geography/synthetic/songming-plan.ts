/**
 * The plan of the demonstration county: Songming's real tree of areas, laid on invented ground of the real size and place.
 * The seat and the box are the county's own; where the other towns lie, and every border, is invented.
 */
import { communityKind, townOf } from '../area-code.ts'
import type { TerritoryPlan, TownPlan } from './territory.ts'

const centres: Record<string, readonly [number, number]> = {
  '530127001': [103.0388, 25.3351],
  '530127002': [103.0905, 25.2745],
  '530127102': [103.1735, 25.3215],
  '530127103': [103.1085, 25.1855],
  '530127104': [103.2315, 25.2455],
}

/** The plan for the communities (12 digits) of Songming; virtual ones get no ground. */
export function planSongming(communityCodes: readonly string[], validFrom: string): TerritoryPlan {
  const withGround = communityCodes.filter((code) => communityKind(code) !== 'virtual')
  const towns = Object.entries(centres).map(([code, [lng, lat]]): TownPlan => {
    const isSeat = code === '530127001'
    return {
      code,
      centre: [lng, lat],
      communities: withGround.filter((community) => townOf(community) === code),
      quarters: isSeat ? 8 : 0,
      builtUpRadiusMetres: isSeat ? 1_900 : 800,
      builtUpCellSteps: isSeat ? 1 : 2,
    }
  })
  return {
    adcode: '530127',
    box: [102.904, 25.081, 103.32, 25.451],
    squareKilometres: 828,
    stepMetres: 100,
    outerCellSteps: 5,
    towns,
    seed: 530127,
    validFrom,
  }
}
