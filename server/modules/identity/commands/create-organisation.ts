/** Adds an organisation by hand. */
import type { OrganisationInput } from '#domain/identity/organisation-contract.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { requireSoundOrganisation } from '../require-sound-organisation.ts'
import { writeOrganisation } from '../store.ts'

export const createOrganisation: Command<OrganisationInput, { id: string; version: number }> = {
  name: 'organisation.create',
  permission: 'organisation.manage',
  async run({ db, adcode, now, write, announce, concerns }, input) {
    const id = newId()
    await requireSoundOrganisation(db, adcode, id, input)
    concerns(id)
    writeOrganisation(write, adcode, { id, ...input }, undefined, now)
    announce({ name: 'organisation.changed', subjectId: id })
    return { id, version: 1 }
  },
}
