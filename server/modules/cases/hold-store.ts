/** Who has a waiting case in hand: read with the case, written beside it. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { waitsFor } from '#domain/cases/queue.ts'
import type { CaseSettings } from '#domain/cases/settings.ts'
import { effectivePosts } from '#domain/cases/settings.ts'
import type { Context } from '#platform/act.ts'
import type { Actor } from '#platform/actor.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { namesOfPeople } from './case-names.ts'
import { mayRead } from './policy.ts'
import { recordColumns, toRecord } from './store.ts'

/** A case with the hand it is in. */
export type HeldCase = {
  readonly record: CaseRecord
  readonly holderId: string | null
  readonly holdVersion: number
}

/** The case of `id`, as far as the actor may see it. */
export async function getHeldCase({ db, adcode, actor }: Context, id: string): Promise<HeldCase> {
  const [row] = await db.rows<Record<string, unknown> & { holder_id: string | null; hold_version: number }>(
    `select ${recordColumns}, c.holder_id, c.hold_version from cases.cases c where c.adcode = $1 and c.id = $2`,
    [adcode, id],
  )
  const record = row && toRecord(row)
  if (!row || !record || !mayRead(actor, record)) throw CaseProblem.unknown({ id })
  return { record, holderId: row.holder_id, holdVersion: row.hold_version }
}

/** Throws where somebody else has the case; `actor` may pass over others if a shift leader. */
export async function requireOwnHand(
  { db, adcode, actor }: Context,
  { holderId }: HeldCase,
  settings: CaseSettings,
): Promise<void> {
  if (holderId === null || holderId === actor.id || leadsShift(actor, settings)) return
  const names = await namesOfPeople(db, adcode, [holderId])
  throw CaseProblem.inOtherHands({ holder: names.get(holderId) ?? '—' })
}

const leadsShift = (actor: Actor, settings: CaseSettings): boolean =>
  effectivePosts(actor.posts, settings).includes('shift_leader')

/** Throws unless the case waits for the actor. */
export function requireWaiting({ actor }: Context, { record }: HeldCase, settings: CaseSettings): void {
  if (!waitsFor(record, actor, settings)) throw CaseProblem.notWaiting({ who: actor.name })
}

/** Puts the case into the hand of `holderId`, or of nobody; guarded by the state and the hand it was decided on. */
export function writeHold(
  write: RowWrites,
  { record, holdVersion }: HeldCase,
  holderId: string | null,
  now: Date,
): void {
  write.update(
    'cases.cases',
    { adcode: record.adcode, id: record.id, version: record.version, hold_version: holdVersion },
    { holder_id: holderId, held_at: holderId === null ? null : now, hold_version: holdVersion + 1 },
  )
}
