/** The components of a county in flat memory for the map: where they are, their class and state. */

import type { ComponentState } from '#domain/components/component-state.ts'
import { componentKinds } from '#domain/components/contract.ts'
import { IdTable } from '#platform/tiles/id-table.ts'
import { PointIndex, reordered, roomFor } from '#platform/tiles/point-index.ts'

/** A component as the query reads it for the map. */
export type PointRow = {
  readonly id: string
  readonly lng: number
  readonly lat: number
  readonly class_code: string
  readonly state: ComponentState | null
}

/** The kind of a slot whose component was removed. */
const goneKind = 255

/** Takes in components and keeps their points. */
export class ComponentPoints {
  readonly ids = new IdTable()
  readonly index = new PointIndex()
  version = 0
  gone = 0
  kind: Uint8Array = new Uint8Array(0)
  /** Class codes are numbers of five digits. */
  classOf: Uint32Array = new Uint32Array(0)

  put({ id, lng, lat, class_code, state }: PointRow): void {
    this.version++
    const isRemoved = state === 'removed'
    const known = this.ids.find(id)
    if (isRemoved && known < 0) return
    const slot = known < 0 ? this.ids.slotOf(id) : known
    if (slot >= this.kind.length) {
      const before = this.kind.length
      this.kind = roomFor(this.kind, slot)
      this.kind.fill(goneKind, before)
      this.classOf = roomFor(this.classOf, slot)
    }
    if (isRemoved) {
      if (this.kind[slot] !== goneKind) this.gone++
      this.kind[slot] = goneKind
      this.index.remove(slot)
      return
    }
    this.kind[slot] = componentKinds.indexOf(state ?? 'unknown')
    this.classOf[slot] = Number(class_code)
    this.index.put(slot, lng, lat)
  }

  /** Numbers the slots along the curve, once all components are in. */
  renumber(): void {
    const slots = this.index.renumber(this.ids.size)
    this.ids.renumber(slots)
    this.kind = reordered(this.kind, slots)
    this.classOf = reordered(this.classOf, slots)
  }
}
