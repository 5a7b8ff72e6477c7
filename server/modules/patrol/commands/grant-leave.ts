/** Grants leave. Work is not moved by it: the answer says how many lines nobody stands in for yet. */

import { chinaDayOf } from '#domain/china-time.ts'
import type { LeaveInput } from '#domain/patrol/leave.ts'
import { isGap } from '#domain/patrol/line-checks.ts'
import { PatrolProblem } from '#domain/patrol/problems.ts'
import { overlap } from '#domain/patrol/shift.ts'
import { addDays } from '#domain/patrol/week.ts'
import { findColleagues } from '#modules/identity/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { systemActorId } from '#platform/actor.ts'
import { newId } from '#platform/ids.ts'
import { announceChange } from '../announce-change.ts'
import { getManagedPerson } from '../organisation-for.ts'
import { findLeaves, findLines, findSubstitutions, guardBook } from '../store.ts'

const approvingPosts = ['shift_leader', 'leader', 'dispatcher', 'unit', 'sub_center']

/** Who approved: somebody with such a post, and never the person. */
async function getApprover(
  { db, adcode, actor }: Context,
  personId: string,
  approvedById: string | null,
): Promise<{ id: string; name: string }> {
  if (personId === (approvedById ?? actor.id) || personId === actor.id) throw PatrolProblem.leaveOwn({})
  if (actor.id === systemActorId && approvedById === null) return actor
  const [approver] = await findColleagues(db, adcode, approvedById ?? actor.id)
  if (!approver?.posts.some((it) => approvingPosts.includes(it))) throw PatrolProblem.approverUnfit({})
  return approver
}

export const grantLeave: Command<LeaveInput, { id: string; uncoveredLines: number }> = {
  name: 'leave.grant',
  permission: 'roster.manage',
  auditInput: ({ reason: _, ...rest }) => rest,
  async run(context, { personId, kind, reason, approvedById, ...period }) {
    const { db, adcode, now, write, concerns } = context
    concerns(personId)
    const person = await getManagedPerson(context, personId)
    const approver = await getApprover(context, personId, approvedById)
    await guardBook(context)
    const stretch = { from: new Date(period.from), to: new Date(period.to) }
    const leaves = await findLeaves(db, adcode, stretch)
    if (leaves.some((it) => it.personId === personId)) throw PatrolProblem.leaveOverlap({ name: person.name })
    const id = newId()
    write.insert('patrol.leaves', {
      adcode,
      id,
      person_id: personId,
      kind,
      from_at: stretch.from,
      to_at: stretch.to,
      reason,
      approved_by_id: approver.id,
      approved_by_name: approver.name,
      created_at: now,
    })
    announceChange(context, person.organisationId)
    const days = { from: addDays(chinaDayOf(stretch.from), -1), to: chinaDayOf(stretch.to) }
    const lines = (await findLines(db, adcode, days)).filter(
      (it) => it.personId === personId && overlap(it, stretch),
    )
    const substitutions = await findSubstitutions(db, adcode, stretch)
    const after = [...leaves, { personId, ...stretch }]
    return { id, uncoveredLines: lines.filter((it) => isGap(it, after, substitutions)).length }
  },
}
