/** What a draft of the catalogue means for what runs: open cases, components and rules of responsibility. */
import { z } from 'zod'
import { ClassCode, ClassKind } from '../catalogue/class-code.ts'
import { endpoint } from '../endpoint.ts'

/** A class that the draft changes or switches off, and what of the county is of it. */
export const TouchedClass = z.object({
  kind: ClassKind,
  code: ClassCode,
  name: z.string(),
  change: z.enum(['ended', 'changed']),
  openCases: z.int(),
  components: z.int(),
})
export type TouchedClass = z.infer<typeof TouchedClass>

export const showDraftEffectEndpoint = endpoint({
  method: 'GET',
  path: '/api/catalogue-drafts/:id/effect',
  summary:
    'Open cases and components of the classes that a draft changes or switches off; they go on as filed',
  permission: 'catalogue.manage',
  scope: 'The own county.',
  params: z.object({ id: z.uuid() }),
  query: z.object({}),
  body: z.object({}),
  reply: z.object({
    /** All open cases of the county. */
    open: z.int(),
    /** Those of a class that changes or ends; they keep the edition they were filed under. */
    touched: z.int(),
    /** Classes with open cases or components, those with most cases first. */
    classes: z.array(TouchedClass),
    /** Rules of responsibility that name one condition whose words change or go; the others follow by themselves. */
    rulesLeftBehind: z.int(),
  }),
  problems: ['catalogue-draft.not-found'],
})
