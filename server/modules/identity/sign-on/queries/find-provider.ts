/** Providers through which people sign in, as a county has set them. */
import { ProviderSettings } from '#domain/identity/sign-on.ts'
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'
import type { Database } from '#platform/database/database.ts'

export type Provider = {
  readonly adcode: string
  readonly id: string
  readonly code: string
  readonly settings: ProviderSettings
  /** As the row keeps it: sealed. */
  readonly keptSecret: string | null
  readonly version: number
}

type Row = Omit<Provider, 'settings'> & { readonly settings: unknown }

const columns = 'adcode, id, code, settings, client_secret_sealed as "keptSecret", version'
const toProvider = (row: Row): Provider => ({ ...row, settings: ProviderSettings.parse(row.settings) })

/** Providers that are on: of every county before somebody is known, of the own one behind its wall. */
export async function listProvidersInUse(db: Database): Promise<Provider[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from identity.sign_on_providers where settings->'isOn' = 'true' order by adcode, created_at, id limit 20`,
  )
  return rows.map(toProvider)
}

/** Every provider of a county. */
export async function listProvidersOf(db: Database, adcode: string): Promise<Provider[]> {
  const rows = await db.rows<Row>(
    `select ${columns} from identity.sign_on_providers where adcode = $1 order by created_at, id limit 100`,
    [adcode],
  )
  return rows.map(toProvider)
}

/** The provider of `code` if it is on; throws `sign-on.unknown-provider`. */
export async function getProviderInUse(db: Database, code: string): Promise<Provider> {
  const [row] = await db.rows<Row>(
    `select ${columns} from identity.sign_on_providers where code = $1 and settings->'isOn' = 'true'`,
    [code],
  )
  if (!row) throw SignOnProblem.unknownProvider({ code })
  return toProvider(row)
}

/** The provider of `id` in the county, on or off; throws `sign-on.unknown-provider`. */
export async function getProvider(db: Database, adcode: string, id: string): Promise<Provider> {
  const [row] = await db.rows<Row>(
    `select ${columns} from identity.sign_on_providers where adcode = $1 and id = $2`,
    [adcode, id],
  )
  if (!row) throw SignOnProblem.unknownProvider({ code: id })
  return toProvider(row)
}

/** The provider through which a session came, where signing out is to end what it has there too. */
export async function findProviderToLeave(db: Database, tokenHash: string): Promise<Provider | undefined> {
  const [row] = await db.rows<Row>(
    `select v.adcode, v.id, v.code, v.settings, v.client_secret_sealed as "keptSecret", v.version
     from identity.sessions s
     join identity.sign_on_links l on l.adcode = s.adcode and l.id = s.sign_on_link_id
     join identity.sign_on_providers v on v.adcode = l.adcode and v.id = l.provider_id
     where s.token_hash = $1 and v.settings->'endsAtProvider' = 'true' and v.settings->'isOn' = 'true'`,
    [tokenHash],
  )
  return row && toProvider(row)
}
