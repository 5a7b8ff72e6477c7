/** Ends a place of the address library from today on: it is kept, with what was done to it, and no longer found. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { endPlaceEndpoint } from '#domain/geography/address-contract.ts'
import { diffPlaces } from '#domain/geography/place-change.ts'
import type { Command } from '#platform/act.ts'
import { writeChangedPlaces } from '../place-store.ts'
import { getPlace } from '../queries/find-places.ts'
import { requireOpenAt } from './change-place.ts'

type Endpoint = typeof endPlaceEndpoint
type EndPlace = z.output<Endpoint['params']> & z.output<Endpoint['body']>

export const endPlace: Command<EndPlace, z.input<Endpoint['reply']>> = {
  name: 'address.end',
  permission: 'address.manage',
  async run({ db, adcode, actor, now, write, announce, concerns }, { id, expectedVersion }) {
    const before = await getPlace(db, adcode, id)
    requireOpenAt(before, expectedVersion)
    const endedOn = chinaDayOf(now)
    const after = { ...before, endedOn, version: before.version + 1 }
    const changed = diffPlaces(before, after)
    writeChangedPlaces(
      write,
      { adcode, actor, at: now, command: 'address.end' },
      [{ before, after, changed }],
      endedOn,
    )
    concerns(id)
    announce({ name: 'address.changed', subjectId: id, data: { count: 1 } })
    return { id, version: after.version }
  },
}
