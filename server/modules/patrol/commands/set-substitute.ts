/** Says who stands in for somebody; refused where the substitute could not be there or may not do the work. */

import { chinaDayOf } from '#domain/china-time.ts'
import { type Post, postNames } from '#domain/identity/post.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { SubstitutionInput } from '#domain/patrol/leave.ts'
import { findOverlaps, workOf } from '#domain/patrol/line-checks.ts'
import { PatrolProblem } from '#domain/patrol/problems.ts'
import { overlap } from '#domain/patrol/shift.ts'
import { addDays } from '#domain/patrol/week.ts'
import { type Colleague, findColleagues } from '#modules/identity/index.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { announceChange } from '../announce-change.ts'
import { getManagedPerson } from '../organisation-for.ts'
import { findLeaves, findLines, findSubstitutions, guardBook, type Substitution } from '../store.ts'

/** Whoever stands in holds every post of the lines; without lines at least one post of the person. */
function requireFit(substitute: Colleague, person: Colleague, posts: readonly Post[]): void {
  const missing = posts.find((it) => !substitute.posts.includes(it))
  const sharesNone = !posts.length && !person.posts.some((it) => substitute.posts.includes(it))
  const post = missing ?? (sharesNone ? person.posts[0] : undefined)
  if (post) throw PatrolProblem.substituteUnfit({ name: substitute.name, post: postNames[post].zh })
}

/** Nobody stands in for a substitute, and nobody who is replaced stands in. */
function requireNoChain(it: readonly Substitution[], person: Colleague, substitute: Colleague): void {
  if (it.some((one) => one.personId === person.id || one.substituteId === person.id))
    throw PatrolProblem.substitutionChain({ name: person.name })
  if (it.some((one) => one.personId === substitute.id))
    throw PatrolProblem.substitutionChain({ name: substitute.name })
}

export const setSubstitute: Command<SubstitutionInput, { id: string; lines: number }> = {
  name: 'substitution.set',
  permission: 'roster.manage',
  async run(context, { personId, substituteId, reason, ...period }) {
    const { db, adcode, now, write, concerns } = context
    concerns(personId)
    const person = await getManagedPerson(context, personId)
    const [substitute] = await findColleagues(db, adcode, substituteId)
    if (!substitute) throw IdentityProblem.personUnknown({ id: substituteId })
    await guardBook(context)
    const stretch = { from: new Date(period.from), to: new Date(period.to) }
    const days = { from: addDays(chinaDayOf(stretch.from), -2), to: addDays(chinaDayOf(stretch.to), 1) }
    const [near, leaves, substitutions] = await Promise.all([
      findLines(db, adcode, days),
      findLeaves(db, adcode, stretch),
      findSubstitutions(db, adcode, stretch),
    ])
    const taken = near.filter((it) => it.personId === personId && overlap(it, stretch))
    requireFit(substitute, person, [...new Set(taken.map((it) => it.post))])
    requireNoChain(substitutions, person, substitute)
    if (leaves.some((it) => it.personId === substituteId))
      throw PatrolProblem.substituteOnLeave({ name: substitute.name })
    const after = [...substitutions, { personId, substituteId, ...stretch }]
    const busy = findOverlaps(workOf(near, after)).filter((it) => it.personId === substituteId)
    if (busy.length)
      throw PatrolProblem.substituteBusy({
        lines: busy.map(({ onDate }) => ({ name: substitute.name, onDate })),
      })
    const id = newId()
    write.insert('patrol.substitutions', {
      adcode,
      id,
      person_id: personId,
      substitute_id: substituteId,
      from_at: stretch.from,
      to_at: stretch.to,
      reason,
      created_at: now,
    })
    announceChange(context, person.organisationId)
    return { id, lines: taken.length }
  },
}
