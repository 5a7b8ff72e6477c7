/** Adds organisations or brings them up to date, at most a thousand at once. */
import { isCreditCode } from '#domain/identity/credit-code.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Command } from '#platform/act.ts'
import { writeOrganisations } from '../store.ts'

export const putOrganisations: Command<{ organisations: Organisation[] }, { written: number }> = {
  name: 'organisation.put',
  permission: 'organisation.manage',
  auditInput: ({ organisations }) => ({
    count: organisations.length,
    ids: organisations.slice(0, 20).map((it) => it.id),
  }),
  async run({ adcode, now, write, announce }, { organisations }) {
    const wrong = organisations.find((it) => it.creditCode !== null && !isCreditCode(it.creditCode))
    if (wrong?.creditCode) throw IdentityProblem.creditCodeInvalid({ code: wrong.creditCode })
    writeOrganisations(write, adcode, organisations, now)
    announce({ name: 'organisation.changed', subjectId: null })
    return { written: organisations.length }
  },
}
