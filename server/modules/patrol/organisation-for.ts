/** The organisation that a request speaks of, and the people who may be put on its roster. */

import type { Organisation } from '#domain/identity/organisation.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { PatrolProblem } from '#domain/patrol/problems.ts'
import { type Colleague, findColleagues, findOrganisations } from '#modules/identity/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { mayManage, mayReadRoster } from './policy.ts'

type Asking = { readonly db: Database; readonly actor: Actor; readonly adcode: string }

async function findFor(
  { db, adcode }: Asking,
  organisationId: string,
): Promise<{ organisation: Organisation; tree: Organisation[] }> {
  const tree = await findOrganisations(db, adcode)
  const organisation = tree.find((it) => it.id === organisationId)
  if (!organisation) throw IdentityProblem.organisationUnknown({ id: organisationId })
  return { organisation, tree }
}

/** The organisation, if the actor may make its roster. */
export async function getManaged(asking: Asking, organisationId: string): Promise<Organisation> {
  const { organisation, tree } = await findFor(asking, organisationId)
  if (!mayManage(asking.actor, organisationId, tree)) throw PatrolProblem.notYourOrganisation({})
  return organisation
}

/** The organisation, if the actor may see its roster, and whether he makes it. */
export async function getReadable(
  asking: Asking,
  organisationId: string,
): Promise<{ organisation: Organisation; mayManage: boolean }> {
  const { organisation, tree } = await findFor(asking, organisationId)
  if (!mayReadRoster(asking.actor, organisationId, tree)) throw PatrolProblem.notYourOrganisation({})
  return { organisation, mayManage: mayManage(asking.actor, organisationId, tree) }
}

/** Somebody of an organisation whose roster the actor makes. */
export async function getManagedPerson(asking: Asking, personId: string): Promise<Colleague> {
  const [person] = await findColleagues(asking.db, asking.adcode, personId)
  if (!person) throw IdentityProblem.personUnknown({ id: personId })
  if (person.organisationId === null) throw PatrolProblem.notYourOrganisation({})
  await getManaged(asking, person.organisationId)
  return person
}
