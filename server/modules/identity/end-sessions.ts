/**
 * Ends sessions of somebody, wherever it is decided. It is announced, so that every server of the database stops answering
 * for them and cuts their open streams within a second.
 */
import type { Context } from '#platform/act.ts'
import { writeSessionEnds } from './store.ts'

/** The session that goes on under another token, whose page may still ask with the old one for a moment. */
type Renewed = { readonly renewedId: string }

/** Hands over the rows that end the sessions of `tokenHashes`, all of them of `personId`. */
export function endSessions(
  { write, announce, now }: Context,
  personId: string,
  tokenHashes: readonly string[],
  renewed?: Renewed,
): void {
  if (!tokenHashes.length) return
  writeSessionEnds(write, tokenHashes, now)
  announce({ name: 'session.ended', subjectId: personId, ...(renewed ? { data: renewed } : {}) })
}
