/** Which system a bearer token belongs to that is an API key: an actor of its own, with less than its post may do. */
import { type KeyPost, keyPermissionsOf } from '#domain/identity/api-key.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'

/** How every API key begins, so that nobody asks for it as a session, and scanners find one that was published. */
export const keyBegins = 'jwk_'

export const isApiKey = (token: string): boolean => token.startsWith(keyBegins)

type Row = {
  adcode: string
  id: string
  name: string
  post: KeyPost
  permissions: string[]
  area_codes: string[]
  organisation_id: string | null
  organisation_name: string | null
  requests_per_minute: number | null
  expires_at: Date
  last_used_at: Date | null
}

/** A key that is good, with when it ends and when it was used last. */
export type FoundKey = {
  readonly actor: Actor & { readonly organisationName: string | null }
  readonly expiresAt: Date
  readonly lastUsedAt: Date | null
}

/** The key of `tokenHash`; undefined where there is none, or it is revoked or has ended. */
export async function findKey(
  database: Database,
  tokenHash: string,
  now: Date,
): Promise<FoundKey | undefined> {
  const [row] = await database.rows<Row>(
    `select k.adcode, k.id, k.name, k.post, k.permissions, k.area_codes, k.organisation_id, o.name as organisation_name,
       k.requests_per_minute, k.expires_at, k.last_used_at
     from identity.api_keys k
     left join identity.organisations o on o.adcode = k.adcode and o.id = k.organisation_id
     where k.token_hash = $1 and k.revoked_at is null and k.expires_at > $2`,
    [tokenHash, now],
  )
  if (!row) return undefined
  // What the post may do no more, a key of before may not either.
  const allowed = new Set(keyPermissionsOf(row.post))
  return {
    actor: {
      id: row.id,
      name: row.name,
      adcode: row.adcode,
      posts: [row.post],
      permissions: new Set(row.permissions.filter((it) => allowed.has(it))),
      organisationId: row.organisation_id,
      organisationName: row.organisation_name,
      areaCodes: row.area_codes,
      isKey: true,
      requestsPerMinute: row.requests_per_minute,
    },
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  }
}

/** Keeps when a key was used, to the minute and by no act, since it changes nothing of the county. */
export const markKeyUsed = (database: Database, { id, adcode }: Actor, now: Date): Promise<unknown> =>
  database.rows(
    `update identity.api_keys set last_used_at = $3
     where adcode = $1 and id = $2 and (last_used_at is null or last_used_at < $3)`,
    [adcode, id, now],
  )
