/**
 * The open cases of a county in flat memory: where they are, their deadlines, and what they are filtered by. Who may
 * see a case is kept as a number of its *audience*; cases with the same unit, task, reporter and areas share one.
 */
import { openLights } from '#domain/cases/light.ts'
import { type CaseState, openStates } from '#domain/cases/state.ts'
import { IdTable } from '#platform/tiles/id-table.ts'
import { PointIndex, reordered, roomFor } from '#platform/tiles/point-index.ts'
import type { Seen } from '../policy.ts'
import { CaseLights } from './case-lights.ts'

/** A case as the query reads it for the map; instants in milliseconds. */
export type PointRow = {
  readonly id: string
  readonly state: CaseState
  readonly lng: number | null
  readonly lat: number | null
  readonly due: number | null
  readonly yellow: number | null
  readonly reported: number
  readonly class_code: string | null
  readonly source: string
  readonly lead_unit_id: string | null
  readonly assist: string[] | null
  readonly task_holder_id: string | null
  readonly reporter_id: string | null
  readonly town_code: string | null
  readonly community_code: string | null
  readonly is_open: boolean
}

/** Texts that repeat, as numbers. */
export class Words {
  private readonly numbers = new Map<string, number>()

  add(word: string): number {
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    const made = this.numbers.size
    this.numbers.set(word, made)
    return made
  }

  /** The number of a word; -1, which no case has, when it was never said. */
  find(word: string): number {
    return this.numbers.get(word) ?? -1
  }
}

/** The state of a slot whose case is over. */
export const goneState = 255
export const stateNumber = new Map(openStates.map((it, index) => [it, index]))
export const lightNumber = new Map(openLights.map((it, index) => [it, index]))

export class CasePoints {
  readonly ids = new IdTable()
  readonly index = new PointIndex()
  readonly classes = new Words()
  readonly sources = new Words()
  readonly units = new Words()
  readonly lights = new CaseLights()
  readonly audiences: Seen[] = []
  readonly unplaced = new Set<number>()
  state: Uint8Array = new Uint8Array(0)
  reported: Float64Array = new Float64Array(0)
  classOf: Uint32Array = new Uint32Array(0)
  sourceOf: Uint32Array = new Uint32Array(0)
  unitOf: Uint32Array = new Uint32Array(0)
  audienceOf: Uint32Array = new Uint32Array(0)
  /** Grows with every change. */
  version = 0
  gone = 0
  private readonly audienceNumbers = new Map<string, number>()

  /** Takes in what a case is now. */
  put(row: PointRow): void {
    this.version++
    if (!row.is_open) {
      this.drop(row.id)
      return
    }
    const slot = this.ids.slotOf(row.id)
    this.makeRoom(slot)
    if (this.state[slot] === goneState && this.gone) this.gone--
    this.state[slot] = stateNumber.get(row.state) ?? goneState
    this.lights.put(slot, row.due ?? Number.NaN, row.yellow ?? Number.NaN)
    this.reported[slot] = row.reported
    this.classOf[slot] = this.classes.add(row.class_code ?? '')
    this.sourceOf[slot] = this.sources.add(row.source)
    this.unitOf[slot] = this.units.add(row.lead_unit_id ?? '')
    this.audienceOf[slot] = this.audienceFor(row)
    if (row.lng === null || row.lat === null) {
      this.index.remove(slot)
      this.unplaced.add(slot)
    } else {
      this.unplaced.delete(slot)
      this.index.put(slot, row.lng, row.lat)
    }
  }

  /** Numbers the slots along the curve, once all cases are in. */
  renumber(): void {
    const slots = this.index.renumber(this.ids.size)
    this.ids.renumber(slots)
    const unplaced = new Set(this.unplaced)
    this.unplaced.clear()
    slots.forEach((slot, at) => {
      if (unplaced.has(slot)) this.unplaced.add(at)
    })
    this.state = reordered(this.state, slots)
    this.lights.renumber(slots)
    this.reported = reordered(this.reported, slots)
    this.classOf = reordered(this.classOf, slots)
    this.sourceOf = reordered(this.sourceOf, slots)
    this.unitOf = reordered(this.unitOf, slots)
    this.audienceOf = reordered(this.audienceOf, slots)
  }

  private drop(id: string): void {
    const slot = this.ids.find(id)
    if (slot < 0 || this.state[slot] === goneState) return
    this.state[slot] = goneState
    this.gone++
    this.index.remove(slot)
    this.unplaced.delete(slot)
  }

  private makeRoom(slot: number): void {
    if (slot < this.state.length) return
    const before = this.state.length
    this.state = roomFor(this.state, slot)
    this.state.fill(goneState, before)
    this.reported = roomFor(this.reported, slot)
    this.classOf = roomFor(this.classOf, slot)
    this.sourceOf = roomFor(this.sourceOf, slot)
    this.unitOf = roomFor(this.unitOf, slot)
    this.audienceOf = roomFor(this.audienceOf, slot)
  }

  private audienceFor(row: PointRow): number {
    const assist = row.assist ?? []
    const parts = [row.lead_unit_id, row.task_holder_id, row.reporter_id, row.town_code, row.community_code]
    const key = `${parts.join('|')}|${assist.join(',')}`
    const known = this.audienceNumbers.get(key)
    if (known !== undefined) return known
    const number = this.audiences.length
    this.audiences.push({
      leadUnitId: row.lead_unit_id,
      assistUnitIds: assist,
      taskHolderId: row.task_holder_id,
      reporterId: row.reporter_id,
      townCode: row.town_code,
      communityCode: row.community_code,
    })
    this.audienceNumbers.set(key, number)
    return number
  }
}
