/** Whoever is given an organisation is given one that is there. */
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Database } from '#platform/database/database.ts'
import { findOrganisations } from './queries/list-organisations.ts'

/** Throws unless `id` is null or an organisation of the county that has not ended. */
export async function requireOrganisation(db: Database, adcode: string, id: string | null): Promise<void> {
  if (id === null) return
  const found = (await findOrganisations(db, adcode)).find((it) => it.id === id)
  if (!found) throw IdentityProblem.organisationUnknown({ id })
  if (found.endedAt) throw IdentityProblem.organisationEnded({ name: found.name })
}
