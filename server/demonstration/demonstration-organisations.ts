/** The demonstration's organisations as they were planned and as they stand in the database. */
import { findOrganisations } from '#modules/identity/index.ts'
import { type DemonstrationOrganisation, demonstrationOrganisations } from './organisations.ts'
import { readCommunities, readTowns } from './read-areas.ts'
import type { Seeding } from './seeding.ts'

export type SeededOrganisations = {
  readonly organisations: readonly DemonstrationOrganisation[]
  /** The id of the one with this slug. */
  idOf(slug: string): string
}

/** Finds them; they were written by an earlier step. */
export async function findDemonstrationOrganisations({
  house,
  adcode,
}: Pick<Seeding, 'house' | 'adcode'>): Promise<SeededOrganisations> {
  const written = await findOrganisations(house.database, adcode)
  const ids = new Map(written.map((it) => [it.externalCode, it.id]))
  return {
    organisations: demonstrationOrganisations(readTowns(adcode), readCommunities(adcode)),
    idOf: (slug) => {
      const id = ids.get(slug)
      if (!id) throw new Error(`no demonstration organisation ${slug}`)
      return id
    },
  }
}
