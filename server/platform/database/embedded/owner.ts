/**
 * Who owns the database of a data folder. The owner holds an advisory lock through a connection that it keeps
 * open: the lock falls with the process, cannot go stale and names its holder. Beside it lies a claim with the
 * owner's pid and mark, which answers while the server is still starting or being restarted.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import type { Home } from './home.ts'
import { markOf } from './processes.ts'

const ownershipKey = 530_127_000
const nameOfOwner = 'jingwei owner '

const claimSchema = z.object({ pid: z.number().int(), mark: z.string() })
const claimFile = (home: Home): string => join(home.own, 'owner.json')

/** A claim torn by a power failure claims nothing. */
function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The living process other than this one that claims the home. */
export async function findClaimant(home: Home): Promise<number | undefined> {
  const text = await readFile(claimFile(home), 'utf8').catch(() => '')
  const claim = claimSchema.safeParse(parseOrNothing(text)).data
  return claim && claim.pid !== process.pid && markOf(claim.pid) === claim.mark ? claim.pid : undefined
}

/** States that this process means to own the home. */
export async function writeClaim(home: Home): Promise<void> {
  const aside = `${claimFile(home)}.${process.pid}`
  await writeFile(aside, JSON.stringify({ pid: process.pid, mark: markOf(process.pid) ?? '' }), {
    mode: 0o600,
  })
  await rename(aside, claimFile(home))
}

/** Takes the claim back, unless it is another's by now. */
export async function dropClaim(home: Home): Promise<void> {
  if (!(await findClaimant(home))) await rm(claimFile(home), { force: true })
}

/** The connection that holds the ownership, or the pid of the process that has it. */
export type Taken = { readonly held: pg.Client } | { readonly ownedBy: number }

/** Tries to take the ownership of the cluster at `url`. */
export async function takeOwnership(url: string): Promise<Taken> {
  const client = new pg.Client({
    connectionString: url,
    application_name: `${nameOfOwner}${process.pid}`,
    keepAlive: true,
  })
  // Without a listener the loss of the connection would end the process; `end` tells whoever cares.
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) got', [ownershipKey])
  if (rows[0]?.got) return { held: client }
  const holders = await client.query<{ application_name: string }>(
    `select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.classid = 0 and l.objid = $1 and l.granted`,
    [ownershipKey],
  )
  await client.end()
  const holder = holders.rows[0]?.application_name ?? ''
  return { ownedBy: Number(holder.slice(nameOfOwner.length)) || 0 }
}

/** How many others are connected, apart from the owner's own connection. */
export async function countGuests(held: pg.Client): Promise<number> {
  const { rows } = await held.query<{ guests: number }>(
    `select count(*)::int guests from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  return rows[0]?.guests ?? 0
}
