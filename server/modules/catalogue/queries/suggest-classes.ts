/** Classes that a text may mean, from the catalogue in force. */
import { buildVocabulary, type ClassSuggestion, suggestClass } from '#domain/catalogue/suggest-class.ts'
import type { Database } from '#platform/database/database.ts'
import { remembered } from '../remembered.ts'
import { findClasses, findConditions } from './find-classes.ts'
import { getCatalogueInForce } from './find-versions.ts'

/** Suggestions with the version they are from. */
export type Suggestions = { readonly catalogueId: string; readonly suggestions: ClassSuggestion[] }

/** The best `limit` classes for `text` in the catalogue that `adcode` classifies by at `at`. */
export async function suggestClasses(
  db: Database,
  adcode: string,
  at: Date,
  { text, limit = 5 }: { text: string; limit?: number | undefined },
): Promise<Suggestions> {
  const version = await getCatalogueInForce(db, adcode, at)
  const vocabulary = await remembered(db, `vocabulary ${version.id}`, async (house) => {
    const [classes, conditions] = await Promise.all([
      findClasses(house, version.id),
      findConditions(house, version.id),
    ])
    return buildVocabulary(classes, conditions)
  })
  return { catalogueId: version.id, suggestions: suggestClass(text, vocabulary, limit) }
}
