/**
 * What ending an organisation does, and what of identity stands against it. Cases ask for it in their own act, after
 * they have looked for what is still open.
 */

import { IdentityProblem } from '#domain/identity/problems.ts'
import type { Sentence } from '#domain/problem.ts'
import type { Context } from '#platform/act.ts'
import { findOrganisations } from '../queries/list-organisations.ts'
import { getOrganisation } from '../queries/survey-organisations.ts'
import { writeOrganisationEnd } from '../store.ts'

const namesShown = 5

const some = (names: readonly string[]): Sentence => ({
  zh: names.slice(0, namesShown).join('、') + (names.length > namesShown ? `等` : ''),
  en: names.slice(0, namesShown).join(', ') + (names.length > namesShown ? ' and others' : ''),
})

/** Hands over the rows that end the organisation; `reasons` are what other modules found against it. */
export async function planEnding(
  { db, adcode, now, write, announce, concerns }: Context,
  id: string,
  reasons: readonly Sentence[],
): Promise<void> {
  const organisation = await getOrganisation(db, adcode, id)
  concerns(id)
  if (organisation.endedAt) return
  const people = await db.rows<{ name: string }>(
    'select name from identity.people where adcode = $1 and organisation_id = $2 and disabled_at is null order by name',
    [adcode, id],
  )
  const below = (await findOrganisations(db, adcode)).filter((it) => it.parentId === id && !it.endedAt)
  const against = [...reasons]
  if (people.length) {
    const names = some(people.map((it) => it.name))
    against.push({
      zh: `还有 ${people.length} 名人员（${names.zh}）`,
      en: `it has ${people.length} people (${names.en})`,
    })
  }
  if (below.length) {
    const names = some(below.map((it) => it.name))
    against.push({
      zh: `还有 ${below.length} 个下级单位（${names.zh}）`,
      en: `${below.length} organisations stand below it (${names.en})`,
    })
  }
  if (against.length) throw IdentityProblem.organisationInUse({ reasons: against })
  writeOrganisationEnd(write, adcode, organisation, now)
  announce({ name: 'organisation.changed', subjectId: id })
}
