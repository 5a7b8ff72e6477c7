/** Changes a place of the address library. A name it had can stay as a former one: people go on saying it. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { changePlaceEndpoint } from '#domain/geography/address-contract.ts'
import { AddressProblem } from '#domain/geography/address-problems.ts'
import { diffPlaces } from '#domain/geography/place-change.ts'
import type { Command } from '#platform/act.ts'
import { getGround } from '../place-ground.ts'
import { type StoredPlace, writeChangedPlaces } from '../place-store.ts'
import { getPlace } from '../queries/find-places.ts'
import { keptPosition, requireDistinctNames } from './create-place.ts'

type Endpoint = typeof changePlaceEndpoint
type ChangePlace = z.output<Endpoint['params']> & z.output<Endpoint['body']>

/** Throws where the place has moved on, or has ended. */
export function requireOpenAt(place: StoredPlace, expectedVersion: number): void {
  const { name, version, endedOn } = place
  if (version !== expectedVersion) throw AddressProblem.changedMeanwhile({ version })
  if (endedOn !== null) throw AddressProblem.ended({ name, endedOn })
}

export const changePlace: Command<
  ChangePlace,
  z.input<Endpoint['reply']> & { changed: Record<string, unknown> }
> = {
  name: 'address.change',
  permission: 'address.manage',
  async run(context, { id, point, datum, expectedVersion, keepFormerName, ...input }) {
    const { db, adcode, actor, now, write, announce, concerns } = context
    const before = await getPlace(db, adcode, id)
    requireOpenAt(before, expectedVersion)
    const isRenamed = input.name !== before.name
    const kept = input.otherNames.filter((it) => !(isRenamed && keepFormerName && it.name === before.name))
    const otherNames =
      isRenamed && keepFormerName ? [...kept, { name: before.name, kind: 'former' as const }] : kept
    requireDistinctNames(input.name, otherNames)
    const position = keptPosition(point, datum)
    const { townName, ...ground } = await getGround(context, position)
    const fullText = input.fullText || `${townName}${input.name}`
    const after: StoredPlace = {
      ...before,
      ...input,
      fullText,
      otherNames,
      ...ground,
      position,
      version: before.version + 1,
    }
    const changed = diffPlaces(before, after)
    concerns(id)
    if (Object.keys(changed).length === 0) return { id, version: before.version, changed }
    const making = { adcode, actor, at: now, command: 'address.change' }
    writeChangedPlaces(write, making, [{ before, after, changed }], chinaDayOf(now))
    announce({ name: 'address.changed', subjectId: id, data: { count: 1 } })
    return { id, version: after.version, changed }
  },
}
