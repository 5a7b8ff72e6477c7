/** Grants a person posts and areas of duty, or takes them away; the audit line keeps what was and what is. */
import type { z } from 'zod'
import type { authorisePersonEndpoint } from '#domain/identity/account-contract.ts'
import { findRightsRefusal, type Rights } from '#domain/identity/person-rules.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { changesBetween } from '../changes-between.ts'
import { countAdministrators, findOtherAdministrators, getPerson } from '../queries/find-person.ts'
import { relyOnAdministrators } from '../rely-on-administrators.ts'
import { writeRights } from '../store.ts'

type Authorise = z.output<typeof authorisePersonEndpoint.params> &
  z.output<typeof authorisePersonEndpoint.body>

export const authorisePerson: Command<Authorise, { id: string; version: number }> = {
  name: 'person.authorise',
  permission: 'person.authorise',
  async run(context, input) {
    const { db, adcode, actor, now, write, announce, concerns } = context
    const before = await getPerson(db, adcode, input.id)
    if (before.version !== input.expectedVersion) throw IdentityProblem.personChanged({})
    const after = { posts: [...new Set(input.posts)], areaCodes: [...new Set(input.areaCodes)] }
    const others = await findOtherAdministrators(db, adcode, before.id)
    const refusal = findRightsRefusal({
      actorId: actor.id,
      personId: before.id,
      adcode,
      before,
      after,
      // The administration of a disabled account is nobody's already.
      others: before.disabledAt
        ? { sysadmin: 1, security_admin: 1, audit_admin: 1 }
        : countAdministrators(others),
    })
    if (refusal) throw refusal
    if (!before.disabledAt) relyOnAdministrators(context, before.posts, after.posts, others)
    concerns(before.id)
    writeRights(write, adcode, before, after, now)
    announce({ name: 'person.changed', subjectId: before.id })
    return { id: before.id, version: before.version + 1, ...changesBetween<Rights>(before, after) }
  },
}
