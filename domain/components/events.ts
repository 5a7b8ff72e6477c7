/** What the ledger announces. Hearers re-read, so the payload carries codes and counts only. */
import { z } from 'zod'

/** What happened to a component; also the word in its history. */
export const componentActions = ['created', 'imported', 'changed', 'state-changed'] as const
export const ComponentAction = z.enum(componentActions)
export type ComponentAction = z.infer<typeof ComponentAction>

export const componentEvents = {
  /** One component changed, named by the subject; or, without a subject, `count` of them by an import. */
  'component.changed': z.object({
    action: ComponentAction,
    code: z.string().nullable(),
    count: z.int().positive(),
  }),
} as const

/** What `component.changed` says. */
export type ComponentChanged = z.infer<(typeof componentEvents)['component.changed']>
