/** Which account somebody whom a provider knows may enter. */
import type { LinkedBy } from '#domain/identity/sign-on-contract.ts'
import type { Database } from '#platform/database/database.ts'
import { searchedHashes } from '#platform/sealing/sealed-column.ts'
import type { Sealer } from '#platform/sealing/sealer.ts'
import { linkedSubject } from '../../sealed.ts'
import type { Provider } from './find-provider.ts'

export type Link = {
  readonly id: string
  readonly providerId: string
  readonly personId: string
  readonly linkedAt: Date
  readonly linkedBy: LinkedBy
  readonly linkedByName: string
  /** As the row keeps it: sealed. */
  readonly keptSubject: string
}

const columns = `l.id, l.provider_id as "providerId", l.person_id as "personId", l.linked_at as "linkedAt",
  l.linked_by as "linkedBy", l.linked_by_name as "linkedByName", l.subject_sealed as "keptSubject"`

/** The link of a subject that the present issuer of `provider` names. */
export async function findLinkOfSubject(
  db: Database,
  sealer: Sealer,
  provider: Provider,
  subject: string,
): Promise<Link | undefined> {
  const [row] = await db.rows<Link>(
    `select ${columns} from identity.sign_on_links l
     where l.adcode = $1 and l.provider_id = $2 and l.issuer = $3 and l.subject_hash = any($4) and l.ended_at is null`,
    [provider.adcode, provider.id, provider.settings.issuer, searchedHashes(sealer, linkedSubject, subject)],
  )
  return row
}

/** The links of a person, one a provider. */
export const listLinksOfPerson = (db: Database, adcode: string, personId: string): Promise<Link[]> =>
  db.rows<Link>(
    `select ${columns} from identity.sign_on_links l where l.adcode = $1 and l.person_id = $2 and l.ended_at is null`,
    [adcode, personId],
  )

/** The link of `id` if it has not ended. */
export async function findLink(db: Database, adcode: string, id: string): Promise<Link | undefined> {
  const [row] = await db.rows<Link>(
    `select ${columns} from identity.sign_on_links l where l.adcode = $1 and l.id = $2 and l.ended_at is null`,
    [adcode, id],
  )
  return row
}

export type LinkOfProvider = Link & { readonly username: string; readonly name: string }

/** The links with a provider, by user name. */
export const listLinksOfProvider = (
  db: Database,
  adcode: string,
  providerId: string,
): Promise<LinkOfProvider[]> =>
  db.rows<LinkOfProvider>(
    `select ${columns}, p.username, p.name from identity.sign_on_links l
     join identity.people p on p.adcode = l.adcode and p.id = l.person_id
     where l.adcode = $1 and l.provider_id = $2 and l.ended_at is null order by p.username limit 5000`,
    [adcode, providerId],
  )

/** How many accounts are linked with each provider of the county. */
export async function countLinks(db: Database, adcode: string): Promise<Map<string, number>> {
  const rows = await db.rows<{ id: string; count: number }>(
    `select provider_id as id, count(*) from identity.sign_on_links where adcode = $1 and ended_at is null group by 1`,
    [adcode],
  )
  return new Map(rows.map((it) => [it.id, it.count]))
}

/** The open sessions that came through links. */
export const listSessionsOfLinks = (
  db: Database,
  adcode: string,
  linkIds: readonly string[],
): Promise<{ personId: string; tokenHash: string }[]> =>
  db.rows<{ personId: string; tokenHash: string }>(
    `select person_id as "personId", token_hash as "tokenHash" from identity.sessions
     where adcode = $1 and sign_on_link_id = any($2) and ended_at is null`,
    [adcode, linkIds],
  )
