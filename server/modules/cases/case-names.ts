/** Names of units, areas and people by id or code, for views; what is few is kept in memory for a moment. */
import type { Organisation } from '#domain/identity/organisation.ts'
import { findAreas } from '#modules/geography/index.ts'
import { findOrganisations } from '#modules/identity/index.ts'
import type { Database } from '#platform/database/database.ts'
import { createMemory } from '#platform/database/memory.ts'
import type { Listener } from '#platform/relay/relay.ts'

const organisations = createMemory<ReadonlyMap<string, Organisation>>(2000)
const areas = createMemory<ReadonlyMap<string, string>>(30_000)

/** The kinds of organisations that a case may be dispatched to. */
export const disposingKinds: ReadonlySet<string> = new Set([
  'bureau',
  'town',
  'company',
  'contractor',
  'squad',
  'community',
  'other',
  'ranked-unit',
  'centre',
])

/** The organisations of a county by id. */
export const organisationsById = (db: Database, adcode: string): Promise<ReadonlyMap<string, Organisation>> =>
  organisations.recall(
    db,
    adcode,
    async (house) => new Map((await findOrganisations(house, adcode)).map((it) => [it.id, it])),
  )

/** Forgets the organisations of a county when they change. */
export const forgetNames =
  (db: Database): Listener =>
  (announcements) => {
    for (const it of announcements)
      if (it.name === 'organisation.changed') organisations.forget(db, it.adcode)
  }

/** Names of areas by code; of an area that was redrawn the name of today. */
export const areaNames = (
  db: Database,
  adcode: string,
  onDate: string,
): Promise<ReadonlyMap<string, string>> =>
  areas.recall(
    db,
    `${adcode}/${onDate}`,
    async (house) => new Map((await findAreas(house, adcode, onDate)).map((it) => [it.code, it.name])),
  )

/** Names of people by id; unknown ids are left out. */
export async function namesOfPeople(
  db: Database,
  adcode: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  const rows = await db.rows<{ id: string; name: string }>(
    'select id, name from identity.person_facts where adcode = $1 and id = any($2::uuid[])',
    [adcode, ids],
  )
  return new Map(rows.map((row) => [row.id, row.name]))
}
