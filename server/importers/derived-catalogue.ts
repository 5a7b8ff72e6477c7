/** The classes that a foreign file names, as a catalogue of the county's own. */
import type { CatalogueClass, CatalogueContent, Major } from '#domain/catalogue/catalogue.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { DerivedThing } from '#domain/exchange/derive.ts'
import type { DerivedClasses } from '#domain/exchange/mapping.ts'
import { findClasses, findMajors, findVersions, importCatalogue } from '#modules/catalogue/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'

type Target = { readonly house: House; readonly actor: Actor; readonly adcode: string }

const keyOf = (it: { kind: string; code: string }): string => `${it.kind} ${it.code}`

/** Adds to `before` what is not there yet; what is there stays as it is. */
function joined<It extends { kind: string; code: string }>(
  before: readonly It[],
  fresh: readonly It[],
): It[] {
  const known = new Set(before.map(keyOf))
  return [...before, ...fresh.filter((it) => !known.has(keyOf(it)))].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : 1,
  )
}

/** The catalogue of `things`, together with what an earlier file of the same series named. */
export function toDerivedContent(
  { kind, catalogue }: DerivedClasses,
  things: readonly DerivedThing[],
  before: { majors: readonly Major[]; classes: readonly CatalogueClass[] },
): CatalogueContent {
  const classes = things.map(
    (it): CatalogueClass => ({
      kind,
      code: it.code,
      majorCode: it.extra['majorCode'] ?? '',
      name: it.name,
      nameEn: '',
      componentCode: null,
      synonyms: it.aliases.filter((alias) => alias.length <= 30),
    }),
  )
  const majors = new Map(
    things.map((it) => [
      it.extra['majorCode'] ?? '',
      {
        kind,
        code: it.extra['majorCode'] ?? '',
        name: it.extra['majorName'] ?? '',
        nameEn: '',
      } satisfies Major,
    ]),
  )
  const { series, label, ownerName, codeScheme, note } = catalogue
  return {
    head: { series, owner: 'county', ownerName, label, standardRef: '', codeScheme, assembled: true, note },
    majors: joined(before.majors, [...majors.values()]),
    classes: joined(before.classes, classes),
    conditions: [],
  }
}

/** The version that holds the derived classes; a new edition only where the file names a class for the first time. */
export async function putDerivedCatalogue(
  { house, actor, adcode }: Target,
  rule: DerivedClasses,
  things: readonly DerivedThing[],
): Promise<string> {
  const db = house.database
  const { series } = rule.catalogue
  const editions = (await findVersions(db, adcode)).filter(
    (it) => it.series === series && it.adcode === adcode,
  )
  const newest = editions.at(0)
  const before = newest
    ? { majors: await findMajors(db, newest.id), classes: await findClasses(db, newest.id) }
    : { majors: [], classes: [] }
  const content = toDerivedContent(rule, things, before)
  const today = chinaDayOf(house.clock.now())
  const open = editions.find((it) => it.state === 'published' && it.validTo === null)
  // An edition ends no earlier than a day after it began, so a second one on the same day begins tomorrow.
  const publishFrom = open?.validFrom && open.validFrom >= today ? dayAfter(open.validFrom) : today
  const { versionId } = await house.act(actor, importCatalogue, { content, publishFrom }, { adcode })
  return versionId
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
