/** What must hold of an organisation that somebody enters by hand. */
import { isCreditCode } from '#domain/identity/credit-code.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import type { OrganisationInput } from '#domain/identity/organisation-contract.ts'
import { findAreaRefusal } from '#domain/identity/person-rules.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Database } from '#platform/database/database.ts'
import { findOrganisations } from './queries/list-organisations.ts'

/** Throws when the credit code, an area or the parent is wrong; an organisation is never its own ancestor. */
export async function requireSoundOrganisation(
  db: Database,
  adcode: string,
  id: string,
  { creditCode, areaCodes, parentId }: OrganisationInput,
): Promise<void> {
  if (creditCode !== null && !isCreditCode(creditCode))
    throw IdentityProblem.creditCodeInvalid({ code: creditCode })
  const refusal = findAreaRefusal(adcode, areaCodes)
  if (refusal) throw refusal
  if (parentId === null) return
  const known = new Map((await findOrganisations(db, adcode)).map((it) => [it.id, it]))
  const parent = known.get(parentId)
  if (!parent || parent.endedAt || standsBelow(parent, id, known)) throw IdentityProblem.parentWrong({})
}

function standsBelow(it: Organisation, id: string, known: ReadonlyMap<string, Organisation>): boolean {
  const seen = new Set<string>()
  for (let at: Organisation | undefined = it; at && !seen.has(at.id); at = known.get(at.parentId ?? '')) {
    if (at.id === id) return true
    seen.add(at.id)
  }
  return false
}
