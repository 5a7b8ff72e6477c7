/** A base map that is not saved yet, so that its tiles can be looked at before. */
import { BaseMapDraft } from '#domain/basemap/contract.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { RequestProblem } from '#platform/problems.ts'
import { getBaseMap } from './queries/find-base-maps.ts'
import { requireDrawable } from './require-sound-base-map.ts'
import type { Drawable } from './tiles/get-tile.ts'

function parse(text: string): BaseMapDraft {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw RequestProblem.malformed({ reason: String(error) })
  }
  const parsed = BaseMapDraft.safeParse(raw)
  if (parsed.success) return parsed.data
  throw RequestProblem.invalid({
    issues: parsed.error.issues.map((it) => ({ path: it.path.join('.'), message: it.message })),
  })
}

/** Reads the draft; where it changes a base map and says nothing of the key, the key of that one is used. */
export async function readDraft(
  { db, actor }: { readonly db: Database; readonly actor: Actor },
  text: string,
): Promise<Drawable> {
  const { id, key: given, ...input } = parse(text)
  const before = id === undefined ? undefined : await getBaseMap(db, actor.adcode, id)
  // A kept key goes only where it was meant for: to the services of the kept source.
  const isSame = JSON.stringify(before?.source) === JSON.stringify(input.source)
  const key = given === undefined ? (isSame ? (before?.key ?? null) : null) : given || null
  return { ...input, key, file: await requireDrawable(db, actor.adcode, input, key), cacheKey: undefined }
}
