/**
 * The points of each county whose map was asked for, read for everybody behind the wall of the house. They are read from the database once, and from then on follow the
 * announcements: whatever was announced is read again. What is announced while they are read is read after it, so
 * nothing falls between; a restart begins anew.
 */
import type { Database } from '../database/database.ts'
import type { Announcement } from '../relay/announcement.ts'
import type { Listener } from '../relay/relay.ts'
import type { IdTable } from './id-table.ts'
import type { PointIndex } from './point-index.ts'

/** Points of one county with what they are filtered by. */
export type Points<Row> = {
  readonly index: PointIndex
  readonly ids: IdTable
  /** Grows with every change. */
  version: number
  /** How many slots are of things that are over. */
  readonly gone: number
  /** Takes in what a thing is now. */
  put(row: Row): void
  /** Numbers the slots along the curve, once all things are in. */
  renumber(): void
}

export type PointKind<Row, P extends Points<Row>> = {
  /** What the names of its announcements begin with, such as `case.`. */
  readonly prefix: string
  make(): P
  stream(db: Database, adcode: string): AsyncIterable<readonly Row[]>
  find(db: Database, adcode: string, ids: readonly string[]): Promise<readonly Row[]>
}

type County<P> = {
  points: Promise<P>
  /** What was announced while all are read. */
  missed: Set<string> | undefined
  isRenewing: boolean
  mustRenewAgain: boolean
}

/** Slots of what is over are given up by reading all anew when there are this many, and more than of open ones. */
const mostGone = 50_000

/** The memory of one kind of thing. */
export class PointMemory<Row, P extends Points<Row>> {
  private readonly counties = new WeakMap<Database, Map<string, County<P>>>()
  private readonly kind: PointKind<Row, P>

  constructor(kind: PointKind<Row, P>) {
    this.kind = kind
  }

  /** The points of a county, read now if they were not yet. */
  of({ house: db }: Database, adcode: string): Promise<P> {
    const known = this.countiesOf(db).get(adcode)
    if (known) return known.points
    const made: County<P> = {
      points: new Promise(() => {}),
      missed: undefined,
      isRenewing: false,
      mustRenewAgain: false,
    }
    this.countiesOf(db).set(adcode, made)
    made.points = this.load(db, adcode, made)
    made.points.catch(() => this.countiesOf(db).delete(adcode))
    return made.points
  }

  /** Keeps the points of `db` in step with what is announced. */
  readonly follow =
    ({ house: db }: Database): Listener =>
    async (announcements) => {
      const own = announcements.filter((it) => it.name.startsWith(this.kind.prefix))
      for (const [adcode, heard] of Map.groupBy(own, (it) => it.adcode)) {
        const county = this.countiesOf(db).get(adcode)
        if (county) await this.hear(db, county, adcode, heard)
      }
    }

  private countiesOf(db: Database): Map<string, County<P>> {
    const known = this.counties.get(db) ?? new Map<string, County<P>>()
    this.counties.set(db, known)
    return known
  }

  private async load(db: Database, adcode: string, county: County<P>, before?: P): Promise<P> {
    const missed = new Set<string>()
    county.missed = missed
    const points = this.kind.make()
    points.index.isFilling = true
    for await (const rows of this.kind.stream(db, adcode)) for (const row of rows) points.put(row)
    points.renumber()
    points.index.isFilling = false
    while (missed.size) {
      const ids = [...missed]
      missed.clear()
      for (const row of await this.kind.find(db, adcode, ids)) points.put(row)
    }
    // A version never goes back, so that no tile made from older points counts as made from these.
    points.version += (before?.version ?? 0) + 1
    // In one step with the last look at what was missed: nothing can be heard in between.
    county.missed = undefined
    county.points = Promise.resolve(points)
    return points
  }

  /** Reads all of a county anew while the old points go on answering. */
  private async renew(db: Database, adcode: string, county: County<P>): Promise<void> {
    if (county.isRenewing) {
      county.mustRenewAgain = true
      return
    }
    county.isRenewing = true
    try {
      await this.load(db, adcode, county, await county.points)
    } catch {
      // The old points would stay behind what was announced; the next question reads all again.
      this.countiesOf(db).delete(adcode)
    } finally {
      county.isRenewing = false
    }
    if (!county.mustRenewAgain) return
    county.mustRenewAgain = false
    await this.renew(db, adcode, county)
  }

  private async hear(
    db: Database,
    county: County<P>,
    adcode: string,
    heard: readonly Announcement[],
  ): Promise<void> {
    const ids = [...new Set(heard.flatMap((it) => it.subjectId ?? []))]
    for (const id of ids) county.missed?.add(id)
    // An import names no subjects: it brings too many.
    const isUntold = heard.some((it) => it.subjectId === null)
    const isFirstReading = county.missed !== undefined && !county.isRenewing
    if (isFirstReading) {
      if (isUntold) void county.points.then(() => this.renew(db, adcode, county)).catch(() => {})
      return
    }
    const points = await county.points
    for (const row of await this.kind.find(db, adcode, ids)) points.put(row)
    const isWorn = points.gone > mostGone && points.gone * 2 > points.ids.size
    if (isUntold || isWorn) void this.renew(db, adcode, county)
  }
}
