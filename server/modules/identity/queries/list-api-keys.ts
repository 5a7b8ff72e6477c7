/** The API keys of the county, the newest first. */
import type { ApiKeyView } from '#domain/identity/api-key-contract.ts'
import type { Query } from '#platform/query.ts'

type Row = Omit<ApiKeyView, 'organisation' | 'createdAt' | 'expiresAt' | 'lastUsedAt' | 'revokedAt'> & {
  organisationId: string | null
  organisationName: string | null
  createdAt: Date
  expiresAt: Date
  lastUsedAt: Date | null
  revokedAt: Date | null
}

const toView = ({ organisationId, organisationName, ...row }: Row): ApiKeyView => ({
  ...row,
  organisation: organisationId && organisationName ? { id: organisationId, name: organisationName } : null,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
})

export const listApiKeys: Query<object, { keys: ApiKeyView[] }> = {
  name: 'api-key.list',
  async run({ db, actor, now }) {
    const rows = await db.rows<Row>(
      `select k.id, k.name, k.token_start as start, k.post, k.permissions, k.area_codes as "areaCodes",
         o.id as "organisationId", o.name as "organisationName", k.requests_per_minute as "requestsPerMinute",
         case when k.requests_per_minute is not null then coalesce(
           (select c.taken from identity.api_key_counts c where c.adcode = k.adcode and c.key_id = k.id
             and c.minute = date_trunc('minute', $2::timestamptz)), 0) end as "takenThisMinute",
         k.created_at as "createdAt", k.created_by_name as "createdByName", k.expires_at as "expiresAt",
         k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"
       from identity.api_keys k
       left join identity.organisations o on o.adcode = k.adcode and o.id = k.organisation_id
       where k.adcode = $1 order by k.created_at desc, k.id desc limit 1000`,
      [actor.adcode, now],
    )
    return { keys: rows.map(toView) }
  },
}
