/** What a section said when somebody looked at it, as a short word, so that an import can tell whether it still does. */
import { createHash } from 'node:crypto'

/** The word for a document of this county; a county without one has a word for that too. */
export const stateOf = (document: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(document ?? null))
    .digest('base64url')
    .slice(0, 22)
