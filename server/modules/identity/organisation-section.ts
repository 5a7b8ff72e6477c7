/** Organisations as a section of the configuration: known by their names, never by ids of this installation. */
import { z } from 'zod'
import { Organisation } from '#domain/identity/organisation.ts'
import { IdentityProblem } from '#domain/identity/problems.ts'
import { type DocumentNames, differing, section } from '#platform/configuration.ts'
import type { Database } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { putOrganisations } from './commands/put-organisations.ts'
import { findOrganisations } from './queries/list-organisations.ts'

const { shape } = Organisation

const Document = z.strictObject({
  organisations: z.array(
    z.strictObject({
      name: shape.name,
      shortName: shape.shortName,
      kind: shape.kind,
      creditCode: shape.creditCode,
      externalCode: shape.externalCode,
      /** The organisation above it, by its name. */
      parent: z.string().nullable(),
      areaCodes: shape.areaCodes,
      aliases: shape.aliases,
      isDemonstration: shape.isDemonstration,
    }),
  ),
})
type Document = z.infer<typeof Document>

/** Names in their order, each told apart from those before it that are the same. */
function keysOf(names: readonly string[]): string[] {
  const counts = new Map<string, number>()
  return names.map((name) => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count === 1 ? name : `${name}#${count}`
  })
}

const orderOf = (it: Organisation): string => JSON.stringify([it.name, it.externalCode ?? '', it.id])

async function findNamed(db: Database, adcode: string): Promise<Map<string, Organisation>> {
  const living = (await findOrganisations(db, adcode)).filter((it) => !it.endedAt)
  const ordered = living.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  const keys = keysOf(ordered.map((it) => it.name))
  return new Map(ordered.map((it, index) => [keys[index] ?? it.name, it]))
}

/** What organisations of a county are called in documents. */
export async function findOrganisationNames(db: Database, adcode: string): Promise<DocumentNames> {
  const named = await findNamed(db, adcode)
  const keys = new Map([...named].map(([key, it]) => [it.id, key]))
  return { keyOf: (id) => keys.get(id) ?? id, idOf: (key) => named.get(key)?.id }
}

const entries = ({ organisations }: Document): Map<string, Document['organisations'][number]> => {
  const keys = keysOf(organisations.map((it) => it.name))
  return new Map(organisations.map((it, index) => [keys[index] ?? it.name, it]))
}

export const organisationSection = section<Document>({
  name: 'organisations',
  title: { zh: '单位与责任区域', en: 'organisations and their areas of duty' },
  permission: 'organisation.manage',
  schema: Document,
  entries,
  missing: 'kept',
  async read({ db, adcode, names }) {
    const found = [...(await findNamed(db, adcode)).values()]
    return {
      organisations: found.map(({ id: _, parentId, endedAt: __, ...it }) => ({
        name: it.name,
        shortName: it.shortName,
        kind: it.kind,
        creditCode: it.creditCode,
        externalCode: it.externalCode,
        parent: parentId === null ? null : names.keyOf(parentId),
        areaCodes: it.areaCodes,
        aliases: it.aliases,
        isDemonstration: it.isDemonstration,
      })),
    }
  },
  async plan(context, names, document, before) {
    const all = entries(document)
    const fresh = new Map([...all.keys()].filter((key) => !names.idOf(key)).map((key) => [key, newId()]))
    const idOf = (key: string): string => {
      const id = names.idOf(key) ?? fresh.get(key)
      if (id === undefined) throw IdentityProblem.organisationUnknown({ id: key })
      return id
    }
    const changed = differing(all, before ? entries(before) : new Map())
    if (changed.size === 0) return
    const organisations = [...changed].map(
      ([key, { parent, ...it }]): Organisation => ({
        ...it,
        id: idOf(key),
        parentId: parent === null ? null : idOf(parent),
      }),
    )
    await putOrganisations.run(context, { organisations })
  },
})
