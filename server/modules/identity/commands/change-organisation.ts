/** Changes an organisation; the audit line keeps what was and what is. */
import type { z } from 'zod'
import type { changeOrganisationEndpoint } from '#domain/identity/organisation-contract.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { changesBetween } from '../changes-between.ts'
import { getOrganisation } from '../queries/survey-organisations.ts'
import { requireSoundOrganisation } from '../require-sound-organisation.ts'
import { writeOrganisation } from '../store.ts'

type ChangeOrganisation = z.output<typeof changeOrganisationEndpoint.params> &
  z.output<typeof changeOrganisationEndpoint.body>

export const changeOrganisation: Command<ChangeOrganisation, { id: string; version: number }> = {
  name: 'organisation.change',
  permission: 'organisation.manage',
  async run({ db, adcode, now, write, announce, concerns }, { id, expectedVersion, ...input }) {
    const before = await getOrganisation(db, adcode, id)
    if (before.version !== expectedVersion) throw IdentityProblem.organisationChanged({})
    if (before.endedAt) throw IdentityProblem.organisationEnded({ name: before.name })
    await requireSoundOrganisation(db, adcode, id, input)
    concerns(id)
    writeOrganisation(write, adcode, { id, ...input }, before, now)
    announce({ name: 'organisation.changed', subjectId: id })
    return { id, version: before.version + 1, ...changesBetween<object>(before, input) }
  },
}
