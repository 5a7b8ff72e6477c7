/** The organisations that a foreign file names. Their code is the key; other names of the same code become aliases. */
import { v5 } from 'uuid'
import type { DerivedThing } from '#domain/exchange/derive.ts'
import { type Organisation, organisationKinds } from '#domain/identity/organisation.ts'
import { findOrganisations, putOrganisations } from '#modules/identity/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { batchSize } from '#platform/tabular/import-batches.ts'

const namespace = '6f1d3c9e-4f0a-5c54-9d2e-0d8a5b7c1e21'

/** The id of an organisation known by a foreign code: the same in every import, so that none comes twice. */
export const organisationIdOf = (adcode: string, externalCode: string): string =>
  v5(`${adcode}/${externalCode}`, namespace)

type Named = Pick<DerivedThing, 'code' | 'name' | 'aliases'>

const kindOf = (kind: string): Organisation['kind'] => organisationKinds.find((it) => it === kind) ?? 'other'

/** What has to be written so that `things` are known; nothing for those that already are. */
export function planOrganisations(
  adcode: string,
  kind: string,
  things: readonly Named[],
  known: readonly Organisation[],
): Organisation[] {
  const byCode = new Map(
    known.flatMap((it) => (it.externalCode === null ? [] : [[it.externalCode, it] as const])),
  )
  const names = new Set(known.flatMap((it) => [it.name, ...it.aliases]))
  return things.flatMap(({ code, name, aliases }): Organisation[] => {
    const before = byCode.get(code)
    if (before) {
      const fresh = [name, ...aliases].filter((it) => it !== before.name && !before.aliases.includes(it))
      return fresh.length ? [{ ...before, aliases: [...before.aliases, ...fresh] }] : []
    }
    // Where a file has no codes, the name is the code, and somebody we know by that name is meant.
    if (code === name && names.has(name)) return []
    return [
      {
        id: organisationIdOf(adcode, code),
        name: name.slice(0, 100),
        shortName: null,
        kind: kindOf(kind),
        creditCode: null,
        externalCode: code,
        parentId: null,
        areaCodes: [],
        aliases: [...aliases],
        isDemonstration: false,
      },
    ]
  })
}

/** Writes what `things` add to the organisations of a county, and gives their number. */
export async function putDerivedOrganisations(
  { house, actor, adcode }: { house: House; actor: Actor; adcode: string },
  kind: string,
  things: readonly Named[],
): Promise<number> {
  const planned = planOrganisations(adcode, kind, things, await findOrganisations(house.database, adcode))
  for (let from = 0; from < planned.length; from += batchSize)
    await house.act(
      actor,
      putOrganisations,
      { organisations: planned.slice(from, from + batchSize) },
      { adcode },
    )
  return planned.length
}
