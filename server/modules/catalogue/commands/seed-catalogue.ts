/**
 * Brings in what ships in `standards/`: catalogues with their crosswalks, the State Council's days and two calendars
 * to begin with. What is there already stays; run again after an update of the product it adds what is new.
 */

import type { Command, Context } from '#platform/act.ts'
import { findOpenEdition } from '../queries/find-versions.ts'
import { readShippedCalendars, readShippedCatalogue, readShippedCrosswalks } from '../standards-folder.ts'
import { writeCrosswalk } from '../store.ts'
import { planCalendarDays } from './import-calendar-days.ts'
import { type ImportReceipt, planImport } from './import-catalogue.ts'
import { planCalendar } from './put-calendar.ts'

type SeedCatalogue = {
  /** Folders of `standards/catalogues/`. */
  readonly catalogues: readonly string[]
  /** The first day in force of a catalogue that was never published here. */
  readonly publishFrom: string
}
type Receipt = {
  readonly catalogues: ImportReceipt[]
  readonly calendarDays: number
  readonly calendars: number
}

async function planCrosswalks({ db, write }: Context, name: string): Promise<void> {
  for (const { fromSeries, toSeries, lines } of readShippedCrosswalks(name)) {
    const [known] = await db.rows<{ id: string }>(
      'select id from catalogue.crosswalk_lines where adcode is null and from_series = $1 and to_series = $2 limit 1',
      [fromSeries, toSeries],
    )
    // Lines may be signed by now: they are never replaced.
    if (!known) writeCrosswalk(write, { adcode: null, from: fromSeries, to: toSeries }, lines)
  }
}

export const seedCatalogue: Command<SeedCatalogue, Receipt> = {
  name: 'catalogue.seed',
  permission: 'catalogue.manage',
  async run(context, { catalogues, publishFrom }) {
    const receipts: ImportReceipt[] = []
    for (const name of catalogues) {
      const content = readShippedCatalogue(name)
      const open = await findOpenEdition(context.db, content.head.series, null)
      // A county that already works by an edition decides itself when to go over to the next: it comes as a draft.
      const publishing = open ? {} : { publishFrom }
      receipts.push(await planImport(context, { content, isShared: true, ...publishing }))
      await planCrosswalks(context, name)
    }
    const { notices, days, calendars } = readShippedCalendars()
    const { written } = await planCalendarDays(context, { notices, days })
    const known = await context.db.rows<{ code: string }>(
      'select code from catalogue.calendars where adcode is null',
    )
    const missing = calendars.filter((it) => !known.some((one) => one.code === it.code))
    for (const it of missing) await planCalendar(context, { ...it, isShared: true })
    return { catalogues: receipts, calendarDays: written, calendars: missing.length }
  },
}
