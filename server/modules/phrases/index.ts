/** The door of phrases: sentences that are written again and again, the county's and one's own. */
import { PhraseProblem } from '#domain/phrases/problems.ts'
import type { Module } from '#platform/module.ts'
import { phraseRoutes } from './routes.ts'

export { phraseSection } from './configuration-section.ts'

export const phrasesModule: Module = {
  name: 'phrases',
  routes: phraseRoutes,
  constraints: {
    phrase_lists_pkey: () => PhraseProblem.bothAtOnce({}),
    own_phrases_unique: () => PhraseProblem.keptAlready({}),
  },
  // What phrases there are is no secret within the county.
  live: { phrase: () => true },
}
