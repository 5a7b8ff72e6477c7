/** Changes name, organisation, telephone and rights of a person; the audit line keeps what was and what is. */
import type { z } from 'zod'
import type { changePersonEndpoint } from '#domain/identity/account-contract.ts'
import { findRightsRefusal } from '#domain/identity/person-rules.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { changesBetween } from '../changes-between.ts'
import { findOtherSysadmins, getPerson } from '../queries/find-person.ts'
import { requireOrganisation } from '../require-organisation.ts'
import { writePersonChange, writeReliance } from '../store.ts'

type ChangePerson = z.output<typeof changePersonEndpoint.params> & z.output<typeof changePersonEndpoint.body>

const withoutPhone = ({ phone, ...rest }: ChangePerson) => ({ ...rest, hasPhone: Boolean(phone) })

export const changePerson: Command<ChangePerson, { id: string; version: number }> = {
  name: 'person.change',
  permission: 'person.manage',
  auditInput: withoutPhone,
  async run({ db, adcode, actor, now, write, announce, concerns }, input) {
    const before = await getPerson(db, adcode, input.id)
    if (before.version !== input.expectedVersion) throw IdentityProblem.personChanged({})
    if (input.organisationId !== before.organisationId)
      await requireOrganisation(db, adcode, input.organisationId)
    const after = {
      name: input.name,
      organisationId: input.organisationId,
      phone: input.phone === undefined ? before.phone : input.phone,
      posts: [...new Set(input.posts)],
      areaCodes: [...new Set(input.areaCodes)],
    }
    const others = await findOtherSysadmins(db, adcode, before.id)
    const refusal = findRightsRefusal({
      actorId: actor.id,
      personId: before.id,
      adcode,
      before,
      after,
      otherSysadmins: before.disabledAt ? 1 : others.length,
    })
    if (refusal) throw refusal
    const [other] = others
    if (before.posts.includes('sysadmin') && !after.posts.includes('sysadmin') && other)
      writeReliance(write, adcode, other)
    concerns(before.id)
    writePersonChange(write, adcode, before, after, now)
    announce({ name: 'person.changed', subjectId: before.id })
    const changed = changesBetween({ ...before, phone: null }, { ...after, phone: null })
    return {
      id: before.id,
      version: before.version + 1,
      ...changed,
      ...(after.phone === before.phone ? {} : { isPhoneChanged: true }),
    }
  },
}
