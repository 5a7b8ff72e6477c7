/** Tells the house that shapes of the county changed, and tells every process to forget them; drafts only tell who looks at them. */
import type { z } from 'zod'
import { geographyEvents } from '#domain/geography/events.ts'
import type { Context } from '#platform/act.ts'
import { countRedrawings } from './queries/load-territory.ts'
import { writeRedrawing } from './store.ts'

const Redrawing = geographyEvents['area.redrawn']

/** Counts the redrawing and announces `area.redrawn`. */
export async function announceRedrawing(
  { db, adcode, now, write, announce }: Context,
  redrawing: z.input<typeof Redrawing>,
): Promise<void> {
  writeRedrawing(write, adcode, now, (await countRedrawings(db, adcode)) + 1)
  announce({ name: 'area.redrawn', subjectId: null, data: Redrawing.parse(redrawing) })
}

/** Announces `grid-draft.changed`. */
export function announceDraft(
  { announce }: Context,
  id: string,
  what: 'opened' | 'changed' | 'published' | 'discarded',
): void {
  announce({
    name: 'grid-draft.changed',
    subjectId: id,
    data: geographyEvents['grid-draft.changed'].parse({ what }),
  })
}
