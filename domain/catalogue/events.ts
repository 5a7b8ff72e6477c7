/** What the catalogue announces. Hearers keep caches: they re-read, so the payload carries ids only. */
import { z } from 'zod'

export const catalogueEvents = {
  /** A version was made from files or a workbook; nothing is in force yet. */
  'catalogue.imported': z.object({ versionId: z.uuid(), series: z.string(), edition: z.int() }),
  /** A version comes into force on a day, and the one before it ends there. */
  'catalogue.published': z.object({ versionId: z.uuid(), series: z.string(), validFrom: z.iso.date() }),
  /** Somebody began, changed, published or discarded the county's draft; `key` names the row, if one. */
  'catalogue-draft.changed': z.object({ draftId: z.uuid(), key: z.string().nullable() }),
  /** A person answers for lines of a crosswalk from now on. */
  'catalogue.crosswalk-signed': z.object({ lines: z.int() }),
  /** Days, office hours or the choice of calendar changed. */
  'calendar.changed': z.object({ calendarId: z.uuid().nullable(), years: z.array(z.int()) }),
} as const

/** The names under which the catalogue announces. */
export type CatalogueEvent = keyof typeof catalogueEvents
