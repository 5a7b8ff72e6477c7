/** Organisations of a county, to choose from and to look up. */
import { Organisation } from '#domain/identity/organisation.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import type { IdentityTables } from '../tables.generated.ts'

/** All organisations of `adcode`, or those of one kind, by name; the ended ones too, since records name them. */
export async function findOrganisations(
  db: Database,
  adcode: string,
  kind?: string,
): Promise<Organisation[]> {
  let query = db.read
    .withTables<IdentityTables>()
    .selectFrom('identity.organisations')
    .selectAll()
    .where('adcode', '=', adcode)
  if (kind) query = query.where('kind', '=', kind)
  const rows = await query.orderBy('kind').orderBy('name').execute()
  return rows.map((row) =>
    Organisation.parse({
      id: row.id,
      name: row.name,
      shortName: row.short_name,
      kind: row.kind,
      creditCode: row.credit_code,
      externalCode: row.external_code,
      parentId: row.parent_id,
      areaCodes: row.area_codes,
      aliases: row.aliases,
      isDemonstration: row.is_demonstration,
      ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
    }),
  )
}

export const listOrganisations: Query<{ kind?: string | undefined }, { organisations: Organisation[] }> = {
  name: 'organisation.list',
  run: async ({ db, actor }, { kind }) => ({
    organisations: (await findOrganisations(db, actor.adcode, kind)).filter((it) => !it.endedAt),
  }),
}
