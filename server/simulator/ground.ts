/**
 * What the stories stand on, read from the county once: its classes, addresses and ledger, and who is responsible for
 * what where.
 */

import { chinaDayOf } from '#domain/china-time.ts'
import type { Position } from '#domain/geography/geometry.ts'
import { findResponsibleRule } from '#modules/cases/index.ts'
import { findClasses, findConditions, getCatalogueInForce } from '#modules/catalogue/index.ts'
import { type Location, listPlaces, locateMany } from '#modules/geography/index.ts'
import type { Database } from '#platform/database/database.ts'
import { rankClasses, type SimulatedClass } from './classes.ts'
import type { SimulatorParameters } from './parameters.ts'
import { createPlaces, type DrawPlace, type SimulatedPlace } from './places.ts'

type Areas = Pick<SimulatedPlace, 'townCode' | 'communityCode' | 'cellCode'>

export type Ground = {
  readonly classes: readonly SimulatedClass[]
  readonly drawPlace: DrawPlace
  /** The areas that a point lies in; undefined outside of all unit grids. */
  locate(point: Position): Promise<Areas | undefined>
  /** The classes for which the matrix names a unit wherever they are seen, or anywhere in a town. */
  findClassesOf(unitId: string, townCode?: string): Promise<readonly SimulatedClass[]>
  /** The unit that the matrix names for a class at a place; undefined where it has a gap. */
  findUnit(of: { kind: string; code: string }, areas: Areas): Promise<string | undefined>
}

/** Reads the ground of a county as it is at `at`. */
export async function readGround(
  db: Database,
  adcode: string,
  at: Date,
  parameters: SimulatorParameters,
  seed: number,
): Promise<Ground> {
  const { id } = await getCatalogueInForce(db, adcode, at)
  const [classes, conditions, places] = await Promise.all([
    findClasses(db, id),
    findConditions(db, id),
    findPlaces(db, adcode, at),
  ])
  const onDate = chinaDayOf(at)
  const ranked = rankClasses(classes, conditions, parameters.classes.commonestFirst, seed)
  const units = new Map<string, Promise<string | undefined>>()
  const findUnit: Ground['findUnit'] = ({ kind, code }, { townCode, communityCode, cellCode }) => {
    const key = `${kind} ${code} ${communityCode || townCode}`
    const subject = { kind, classCode: code, conditionId: null, townCode, communityCode, cellCode }
    const known =
      units.get(key) ?? findResponsibleRule(db, adcode, subject, at).then((rule) => rule?.leadUnitId)
    units.set(key, known)
    return known
  }
  return {
    classes: ranked,
    drawPlace: createPlaces(places, parameters.places, seed),
    locate: async (point) => toAreas((await locateMany(db, adcode, [point], onDate))[0]),
    findUnit,
    findClassesOf: async (unitId, townCode = '') => {
      const nowhere = { townCode, communityCode: '', cellCode: '' }
      const found = await Promise.all(ranked.map((it) => findUnit(it, nowhere)))
      return ranked.filter((_, index) => found[index] === unitId)
    },
  }
}

/** The addresses of the county that lie in a unit grid. */
async function findPlaces(db: Database, adcode: string, at: Date): Promise<SimulatedPlace[]> {
  const onDate = chinaDayOf(at)
  const addresses = await listPlaces(db, adcode, 'address')
  const positions = addresses.map((it): Position => it.position)
  const located = await locateMany(db, adcode, positions, onDate)
  return addresses.flatMap(({ text, position }, index): SimulatedPlace[] => {
    const areas = toAreas(located[index])
    return areas ? [{ text, position, ...areas }] : []
  })
}

function toAreas(found: Location | undefined): Areas | undefined {
  if (!found?.town || !found.community || !found.cell) return undefined
  const { town, community, cell } = found
  return { townCode: town.code, communityCode: community.code, cellCode: cell.code }
}
