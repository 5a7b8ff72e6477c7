/** Writes the demonstration's organisations and accounts, each in one act. */
import type { Sentence } from '#domain/problem.ts'
import {
  findOrganisations,
  hashGeneratedPassword,
  listAccounts,
  putOrganisations,
  putPeople,
} from '#modules/identity/index.ts'
import { newId } from '#platform/ids.ts'
import { demonstrationPeople } from './accounts.ts'
import { findDemonstrationOrganisations } from './demonstration-organisations.ts'
import { demonstrationOrganisations } from './organisations.ts'
import { readCommunities, readRankedUnits, readTowns } from './read-areas.ts'
import type { Seeding } from './seeding.ts'
import { syntheticCreditCode } from './synthetic-credit-code.ts'

/** Writes the organisations of the county, and the units that the city ranks under the city's own code. */
export async function seedOrganisations({ house, actor, adcode }: Seeding): Promise<Sentence> {
  const organisations = demonstrationOrganisations(readTowns(adcode), readCommunities(adcode))
  const known = await findOrganisations(house.database, adcode)
  const ids = new Map(
    organisations.map(({ slug }) => [slug, known.find((it) => it.externalCode === slug)?.id ?? newId()]),
  )
  const idOf = (slug: string): string => {
    const id = ids.get(slug)
    if (!id) throw new Error(`no demonstration organisation ${slug}`)
    return id
  }
  await house.act(actor, putOrganisations, {
    organisations: organisations.map((it, index) => ({
      id: idOf(it.slug),
      name: it.name,
      shortName: it.shortName,
      kind: it.kind,
      creditCode: syntheticCreditCode(it.kind, index + 1),
      externalCode: it.slug,
      parentId: it.parent ? idOf(it.parent) : null,
      areaCodes: [...(it.areaCodes ?? [])],
      aliases: [],
      isDemonstration: true,
    })),
  })
  const ranked = await seedRankedUnits({ house, actor, adcode })
  return {
    zh: `本县 ${organisations.length} 个，全市考评 ${ranked} 个`,
    en: `${organisations.length} of the county, ${ranked} that the city ranks`,
  }
}

async function seedRankedUnits({
  house,
  actor,
  adcode,
}: Pick<Seeding, 'house' | 'actor' | 'adcode'>): Promise<number> {
  const rows = readRankedUnits()
  const city = `${adcode.slice(0, 4)}00`
  const known = await findOrganisations(house.database, city, 'ranked-unit')
  const missing = rows.filter((row) => !known.some((it) => it.externalCode === row.key))
  if (missing.length)
    await house.act(
      actor,
      putOrganisations,
      {
        organisations: missing.map((row) => ({
          id: newId(),
          name: row.name,
          shortName: null,
          kind: 'ranked-unit' as const,
          creditCode: null,
          externalCode: row.key,
          parentId: null,
          areaCodes: [],
          aliases: [],
          isDemonstration: true,
        })),
      },
      { adcode: city },
    )
  return rows.length
}

/** Writes the accounts; their passwords follow from the secret of the county. */
export async function seedPeople({ house, actor, adcode, passwordOf }: Seeding): Promise<Sentence> {
  const { organisations, idOf } = await findDemonstrationOrganisations({ house, adcode })
  const known = new Set((await listAccounts(house.database, adcode)).map((it) => it.username))
  const everybody = demonstrationPeople(organisations)
  const people = everybody.filter((it) => !known.has(it.username))
  const hashes = await Promise.all(people.map((it) => hashGeneratedPassword(passwordOf(it.username))))
  await house.act(actor, putPeople, {
    people: people.map((it, index) => ({
      id: newId(),
      username: it.username,
      name: it.name,
      organisationId: it.organisation === null ? null : idOf(it.organisation),
      passwordHash: hashes[index] ?? '',
      posts: [it.post],
      areaCodes: it.areaCodes,
      isDemonstration: true,
    })),
  })
  return { zh: `${everybody.length} 个`, en: String(everybody.length) }
}
