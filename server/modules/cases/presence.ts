/**
 * Who is at which case now, in the memory of this process: nobody's looking is written down. Whoever says nothing for
 * two beats is gone; screens hear only that somebody came, went or began to act, and ask again.
 */
import { type CasePresence, presenceBeatSeconds, type presences } from '#domain/cases/presence-contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import type { Actor } from '#platform/actor.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { toAnnouncement } from './commands/take-case-action.ts'
import { findVisibleCase } from './queries/get-case.ts'

type Doing = (typeof presences)[number]
type There = CasePresence & { readonly until: number }

/** People at cases. */
export type Presences = {
  /** Notes what `actor` does at the case; whether that is news. */
  note(actor: Pick<Actor, 'id' | 'name'>, place: string, doing: Doing, now: Date): boolean
  /** Who is at the case beside `actor`. */
  others(actor: Pick<Actor, 'id'>, place: string, now: Date): CasePresence[]
}

/** Makes an empty memory. */
export function createPresences(): Presences {
  const places = new Map<string, Map<string, There>>()
  const sweep = (now: Date): void => {
    for (const [place, people] of places) {
      for (const [id, it] of people) if (it.until <= now.getTime()) people.delete(id)
      if (!people.size) places.delete(place)
    }
  }
  return {
    note: ({ id, name }, place, doing, now) => {
      sweep(now)
      const people = places.get(place) ?? new Map<string, There>()
      const before = people.get(id)?.doing ?? 'gone'
      if (doing === 'gone') people.delete(id)
      else people.set(id, { id, name, doing, until: now.getTime() + 2 * presenceBeatSeconds * 1000 })
      if (people.size) places.set(place, people)
      else places.delete(place)
      return before !== doing
    },
    others: ({ id }, place, now) => {
      sweep(now)
      return [...(places.get(place)?.values() ?? [])]
        .filter((it) => it.id !== id)
        .map((it) => ({ id: it.id, name: it.name, doing: it.doing }))
    },
  }
}

/** Answers who else is at the case, and tells them of the actor where that is news. */
export async function tellPresence(
  presences: Presences,
  { db, actor, now, tell }: HandlerContext,
  { id, doing }: { id: string; doing: Doing },
): Promise<{ others: CasePresence[] }> {
  const record = await findVisibleCase(db, actor, id)
  if (!record) throw CaseProblem.unknown({ id })
  const { adcode } = actor
  const place = `${adcode}/${id}`
  if (presences.note(actor, place, doing, now))
    tell({
      adcode,
      name: 'case-presence.changed',
      subjectId: id,
      actorId: actor.id,
      data: toAnnouncement(record),
    })
  return { others: presences.others(actor, place, now) }
}
