/** Changes name, organisation and telephone of a person; the audit line keeps what was and what is. */
import type { z } from 'zod'
import type { changePersonEndpoint } from '#domain/identity/account-contract.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { openCell, sealCell } from '#platform/sealing/sealed-column.ts'
import { changesBetween } from '../changes-between.ts'
import { getPerson } from '../queries/find-person.ts'
import { requireOrganisation } from '../require-organisation.ts'
import { personPhone } from '../sealed.ts'
import { writePersonChange } from '../store.ts'

type ChangePerson = z.output<typeof changePersonEndpoint.params> & z.output<typeof changePersonEndpoint.body>

const withoutPhone = ({ phone, ...rest }: ChangePerson) => ({ ...rest, hasPhone: Boolean(phone) })

export const changePerson: Command<ChangePerson, { id: string; version: number }> = {
  name: 'person.change',
  permission: 'person.manage',
  auditInput: withoutPhone,
  async run({ db, adcode, write, sealer, announce, concerns }, input) {
    const before = await getPerson(db, adcode, input.id)
    if (before.version !== input.expectedVersion) throw IdentityProblem.personChanged({})
    if (input.organisationId !== before.organisationId)
      await requireOrganisation(db, adcode, input.organisationId)
    const place = { adcode, id: before.id }
    const phoneBefore = openCell(sealer, personPhone, place, before.keptPhone)
    const isPhoneChanged = input.phone !== undefined && input.phone !== phoneBefore
    const after = {
      name: input.name,
      organisationId: input.organisationId,
      keptPhone: isPhoneChanged
        ? sealCell(sealer, personPhone, place, input.phone ?? null)
        : before.keptPhone,
    }
    concerns(before.id)
    writePersonChange(write, adcode, before, after)
    announce({ name: 'person.changed', subjectId: before.id })
    const changed = changesBetween({ ...before, keptPhone: null }, { ...after, keptPhone: null })
    return {
      id: before.id,
      version: before.version + 1,
      ...changed,
      ...(isPhoneChanged ? { isPhoneChanged: true } : {}),
    }
  },
}
