/**
 * What closing an account does, wherever it is decided: the sign-in ends, every session with it, and the house is told.
 * Another module may put its own rows beside it, so that a leaver's work moves on in the same act.
 */
import { findClosingRefusal } from '#domain/identity/person-rules.ts'
import type { Context } from '#platform/act.ts'
import { endSessions } from '../end-sessions.ts'
import { listOpenSessions } from '../queries/find-open-sessions.ts'
import { countAdministrators, findOtherAdministrators, getPerson } from '../queries/find-person.ts'
import { relyOnAdministrators } from '../rely-on-administrators.ts'
import { writeDisabling } from '../store.ts'

/** Hands over the rows that close the account of `personId`; one that is closed already stays as it is. */
export async function planClosing(context: Context, personId: string): Promise<{ sessions: number }> {
  const { db, adcode, actor, now, write, announce } = context
  const person = await getPerson(db, adcode, personId)
  if (person.disabledAt) return { sessions: 0 }
  const administrators = await findOtherAdministrators(db, adcode, personId)
  const { posts } = person
  const others = countAdministrators(administrators)
  const refusal = findClosingRefusal({ actorId: actor.id, personId, posts, others })
  if (refusal) throw refusal
  relyOnAdministrators(context, posts, [], administrators)
  const sessions = await listOpenSessions(db, adcode, personId, now)
  writeDisabling(write, adcode, personId, now)
  endSessions(context, personId, sessions)
  announce({ name: 'person.disabled', subjectId: personId })
  return { sessions: sessions.length }
}
