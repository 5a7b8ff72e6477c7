/** Adds places to the address library or brings them up to date, at most a thousand at once: the one act of an import's batch. */
import { chinaDayOf } from '#domain/china-time.ts'
import type { DeliveredPlace } from '#domain/geography/place-delivery.ts'
import type { Finding } from '#domain/table.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { judgePlaces } from '../judge-places.ts'
import { writeChangedPlaces, writeNewPlaces } from '../place-store.ts'

export type PutPlaces = {
  readonly items: readonly DeliveredPlace[]
  /** Whether they are invented for demonstration. */
  readonly synthetic?: boolean
}

export type PutPlacesReceipt = {
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly warned: readonly Finding[]
  readonly refused: readonly Finding[]
}

export const putPlaces: Command<PutPlaces, PutPlacesReceipt> = {
  name: 'address.put',
  permission: 'address.manage',
  auditInput: ({ items }) => ({
    count: items.length,
    firstRow: items[0]?.row ?? null,
    lastRow: items.at(-1)?.row ?? null,
  }),
  async run(context, { items, synthetic = false }) {
    const { adcode, actor, now, write, announce } = context
    const { fresh, changed, unchanged, warned, refused } = await judgePlaces(context, items)
    const making = { adcode, actor, at: now, command: 'address.put' }
    writeNewPlaces(
      write,
      making,
      fresh.map(({ row: _, ...it }) => ({ ...it, id: newId(), properties: {}, synthetic })),
    )
    writeChangedPlaces(write, making, changed, chinaDayOf(now))
    const count = fresh.length + changed.length
    if (count > 0) announce({ name: 'address.changed', subjectId: null, data: { count } })
    return { added: fresh.length, changed: changed.length, unchanged, warned, refused }
  },
}
