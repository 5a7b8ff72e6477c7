/** The rows of providers, of links with them, and of sign-ins that were finished. */
import type { ProviderSettings } from '#domain/identity/sign-on.ts'
import type { LinkedBy } from '#domain/identity/sign-on-contract.ts'
import type { Context } from '#platform/act.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { newId } from '#platform/ids.ts'
import { hashCell, sealCell } from '#platform/sealing/sealed-column.ts'
import { endSessions } from '../end-sessions.ts'
import { linkedSubject } from '../sealed.ts'
import { type Link, listSessionsOfLinks } from './queries/find-link.ts'
import type { Provider } from './queries/find-provider.ts'

/** Writes a provider, or what was changed of one; the version guards it. */
export function writeProvider(
  { write, adcode, now }: Pick<Context, 'write' | 'adcode' | 'now'>,
  it: {
    readonly id: string
    readonly code: string
    readonly settings: ProviderSettings
    readonly keptSecret: string | null
  },
  before: { readonly version: number } | undefined,
): void {
  const row = { settings: it.settings, client_secret_sealed: it.keptSecret }
  if (before)
    write.update(
      'identity.sign_on_providers',
      { adcode, id: it.id, version: before.version },
      { ...row, version: before.version + 1 },
    )
  else
    write.insert('identity.sign_on_providers', {
      adcode,
      id: it.id,
      code: it.code,
      ...row,
      created_at: now,
      version: 1,
    })
}

/** Writes a link; a subject or a person that has one already is refused by the indexes. */
export function writeLink(
  { write, adcode, now, sealer }: Pick<Context, 'write' | 'adcode' | 'now' | 'sealer'>,
  provider: Provider,
  it: {
    readonly personId: string
    readonly subject: string
    readonly linkedBy: LinkedBy
    readonly linkedByName: string
  },
): string {
  const id = newId()
  write.insert('identity.sign_on_links', {
    adcode,
    id,
    provider_id: provider.id,
    person_id: it.personId,
    issuer: provider.settings.issuer,
    subject_sealed: sealCell(sealer, linkedSubject, { adcode, id }, it.subject),
    subject_hash: hashCell(sealer, linkedSubject, it.subject),
    linked_by: it.linkedBy,
    linked_by_name: it.linkedByName,
    linked_at: now,
  })
  return id
}

/** Ends links and the sessions that came through them; how many there were. */
export async function planLinkEnds(context: Context, links: readonly Link[]): Promise<number> {
  const { db, write, adcode, now } = context
  if (!links.length) return 0
  write.updateMany(
    'identity.sign_on_links',
    ['adcode', 'id'],
    links.map(({ id }) => ({ adcode, id, ended_at: now })),
  )
  const open = await listSessionsOfLinks(
    db,
    adcode,
    links.map((it) => it.id),
  )
  const byPerson = Map.groupBy(open, (it) => it.personId)
  for (const [personId, sessions] of byPerson)
    endSessions(
      context,
      personId,
      sessions.map((it) => it.tokenHash),
    )
  return open.length
}

/** Writes that a sign-in was finished; of two who finish one, the second is refused by the key. */
export const writeSignOnUse = (write: RowWrites, it: { adcode: string; flowHash: string; now: Date }): void =>
  write.insert('identity.sign_on_uses', { flow_hash: it.flowHash, adcode: it.adcode, used_at: it.now })
