/** Announcements of this module, typed by what `domain/catalogue/events.ts` promises. */
import type { z } from 'zod'
import type { CatalogueEvent, catalogueEvents } from '#domain/catalogue/events.ts'
import type { Context } from '#platform/act.ts'

/** Announces `name` about `subjectId` with the payload that belongs to it. */
export const announce = <Name extends CatalogueEvent>(
  context: Pick<Context, 'announce'>,
  name: Name,
  subjectId: string | null,
  data: z.input<(typeof catalogueEvents)[Name]>,
): void => context.announce({ name, subjectId, data })
