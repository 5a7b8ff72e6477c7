/** Grants many people at once what was applied for when their accounts were opened: all of them, or nobody. */
import { findGrantRefusal } from '#domain/identity/person-rules.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { getPerson } from '../queries/find-person.ts'
import { writeRights } from '../store.ts'

export const grantApplied: Command<{ ids: readonly string[] }, { granted: number }> = {
  name: 'person.grant-applied',
  permission: 'person.authorise',
  async run({ db, adcode, actor, now, write, announce }, { ids }) {
    const people = await Promise.all([...new Set(ids)].map((id) => getPerson(db, adcode, id)))
    for (const person of people) {
      const { id, name, appliedPosts, appliedAreaCodes } = person
      if (id === actor.id) throw IdentityProblem.ownRights({})
      if (!appliedPosts) throw IdentityProblem.nothingApplied({ name })
      const after = { posts: appliedPosts, areaCodes: appliedAreaCodes ?? [] }
      const refusal = findGrantRefusal(adcode, after)
      if (refusal) throw refusal
      writeRights(write, adcode, person, after, now)
      announce({ name: 'person.changed', subjectId: id })
    }
    return { granted: people.length }
  },
}
