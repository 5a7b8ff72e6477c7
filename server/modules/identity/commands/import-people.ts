/**
 * Adds everybody of a staff list in one act, with passwords that must be changed at the first sign-in. Whoever may not
 * grant posts applies for those of the list.
 */
import type { DeliveredPerson } from '#domain/identity/people-delivery.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { toGrants } from '../policy.ts'
import { writePeople } from '../store.ts'

export type ImportPeople = {
  readonly people: readonly (DeliveredPerson & { readonly passwordHash: string })[]
  /** Names this making of passwords, so that a repeated request can tell that it made none. */
  readonly stamp: string
}

const told = ({ people }: ImportPeople) => ({ usernames: people.map((it) => it.username) })

export const importPeople: Command<ImportPeople, { added: number; stamp: string }> = {
  name: 'person.import',
  permission: 'person.manage',
  auditInput: told,
  fingerprintInput: told,
  async run({ adcode, actor, now, write, sealer, announce }, { people, stamp }) {
    const added = people.map((it) => ({
      adcode,
      id: newId(),
      username: it.username,
      name: it.name,
      organisationId: it.organisationId,
      passwordHash: it.passwordHash,
      ...toGrants(actor, it),
      phone: it.phone,
      isDemonstration: false,
      mustChangePassword: true,
      createdAt: now,
    }))
    writePeople({ write, sealer }, added)
    for (const { id } of added) announce({ name: 'person.joined', subjectId: id })
    return { added: added.length, stamp }
  },
}
