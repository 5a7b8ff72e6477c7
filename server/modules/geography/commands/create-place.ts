/** Adds a place to the address library; where it lies is found by its point. */
import type { z } from 'zod'
import type { createPlaceEndpoint } from '#domain/geography/address-contract.ts'
import { AddressProblem } from '#domain/geography/address-problems.ts'
import { toCgcs2000 } from '#domain/geography/datum.ts'
import type { Position } from '#domain/geography/geometry.ts'
import type { OtherName } from '#domain/geography/place.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { getGround } from '../place-ground.ts'
import { writeNewPlaces } from '../place-store.ts'

type Endpoint = typeof createPlaceEndpoint

/** Throws where a name is given twice: one of two rows of the same name would be lost. */
export function requireDistinctNames(name: string, otherNames: readonly OtherName[]): void {
  const all = [name, ...otherNames.map((it) => it.name)]
  const twice = all.find((it, index) => all.indexOf(it) !== index)
  if (twice !== undefined) throw AddressProblem.aliasTwice({ name: twice })
}

const digits = 1e7

/** Degrees of CGCS2000, no finer than a centimetre. */
export function keptPosition(point: Position, datum: Parameters<typeof toCgcs2000>[1]): Position {
  const [lng, lat] = toCgcs2000(point, datum)
  return [Math.round(lng * digits) / digits, Math.round(lat * digits) / digits]
}

export const createPlace: Command<z.output<Endpoint['body']>, z.input<Endpoint['reply']>> = {
  name: 'address.create',
  permission: 'address.manage',
  async run(context, { point, datum, ...input }) {
    const { adcode, actor, now, write, announce, concerns } = context
    requireDistinctNames(input.name, input.otherNames)
    const position = keptPosition(point, datum)
    const { townName, ...ground } = await getGround(context, position)
    const id = newId()
    const place = {
      id,
      ...input,
      fullText: input.fullText || `${townName}${input.name}`,
      ...ground,
      position,
      geometry: null,
      // What was given, where it was converted: the way back is good to a metre or two only.
      properties: datum === 'cgcs2000' ? {} : { given: { datum, point } },
      synthetic: false,
    }
    writeNewPlaces(write, { adcode, actor, at: now, command: 'address.create' }, [place])
    concerns(id)
    announce({ name: 'address.changed', subjectId: id, data: { count: 1 } })
    return { id, version: 1 }
  },
}
