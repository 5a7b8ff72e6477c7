/** Adds a person with posts and areas of duty. */
import type { z } from 'zod'
import type { createPersonEndpoint } from '#domain/identity/contract.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { hashPassword } from '../password.ts'
import { findOrganisations } from '../queries/list-organisations.ts'
import { writePeople } from '../store.ts'

type CreatePerson = z.output<typeof createPersonEndpoint.body>

const withoutPassword = ({ password: _, ...rest }: CreatePerson) => rest

export const createPerson: Command<CreatePerson, { id: string }> = {
  name: 'person.create',
  permission: 'person.manage',
  auditInput: withoutPassword,
  fingerprintInput: withoutPassword,
  async run({ db, adcode, now, write, announce, concerns }, input) {
    const { organisationId } = input
    if (organisationId && !(await findOrganisations(db, adcode)).some((it) => it.id === organisationId))
      throw IdentityProblem.organisationUnknown({ id: organisationId })
    const id = newId()
    const passwordHash = await hashPassword(input.password)
    writePeople(write, [{ ...input, adcode, id, passwordHash, isDemonstration: false, createdAt: now }])
    announce({ name: 'person.joined', subjectId: id })
    concerns(id)
    return { id }
  },
}
