/**
 * The role the running program works as. Migrations run as the owner of the tables; the program works as `jingwei_app`,
 * which makes and drops nothing, changes only what is meant to change and deletes only where a migration says so. What
 * it may do to a table stands in `platform.table_rights`, written by the migration that makes the table.
 */
import type pg from 'pg'
import { newClient } from './primary/connect-to.ts'

/** One name in the whole cluster: roles belong to no database, the rights they hold do. */
export const programRole = 'jingwei_app'

/** Where pg-boss keeps its own tables, which it makes, changes and drops by itself. */
export const jobsSchema = 'jobs'

/** Two servers that start at once settle the role one after the other. */
const settlingKey = 530_127_002

/** The same connection, whose sessions work as the program's role; undefined where the string cannot say so. */
export function asProgramRole(url: string): string | undefined {
  const [, front, query] = /^(postgres(?:ql)?:\/\/[^?]*)(?:\?(.*))?$/.exec(url) ?? []
  if (front === undefined) return undefined
  const parameters = new URLSearchParams(query)
  parameters.set('options', `${parameters.get('options') ?? ''} -c role=${programRole}`.trim())
  return `${front}?${parameters.toString().replaceAll('+', '%20')}`
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Runs `work` on a connection of its own. */
async function onConnection<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = newClient(url, { application_name: 'jingwei roles' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Another start may have made the role, or the membership, a moment before. */
const isThere = (error: unknown): boolean =>
  ['42710', '23505'].includes((error as { code?: string }).code ?? '')

/**
 * Makes the program's role in the cluster of `ownerUrl` where it is missing and lets `login` (the owner itself, or the
 * login of the program) work as it. Gives why that is not possible, undefined when all is well.
 */
export async function settleProgramRole(ownerUrl: string, login?: string): Promise<string | undefined> {
  return onConnection(ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [settlingKey])
    try {
      const { rows } = await client.query<{ found: boolean; me: string }>(
        `select exists(select from pg_roles where rolname = $1) found, current_user::text me`,
        [programRole],
      )
      if (!rows[0]?.found)
        await client.query(`create role ${programRole} nologin`).catch((error: unknown) => {
          if (!isThere(error)) throw error
        })
      // The owner too: it hands the jobs' schema over to the role.
      const me = rows[0]?.me ?? ''
      for (const name of new Set([me, login ?? me]))
        if (name !== programRole && !(await mayWorkAsProgram(client, name)))
          await client.query(`grant ${programRole} to ${client.escapeIdentifier(name)}`)
      await client.query(`set role ${programRole}`)
      await client.query('reset role')
      return undefined
    } catch (error) {
      return messageOf(error)
    }
  })
}

/** Whether `name` may work as the program's role; from 16 on whoever made a role is its member without that right. */
export async function mayWorkAsProgram(client: pg.Client, name: string): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    `select pg_has_role($1, $2, case when current_setting('server_version_num')::int < 160000 then 'MEMBER' else 'SET' end) may`,
    [name, programRole],
  )
  return rows[0]?.may ?? false
}

/** The role a connection string logs in as. */
export async function findLogin(url: string): Promise<string> {
  return onConnection(url, async (client) => {
    const { rows } = await client.query<{ name: string }>('select session_user::text as name')
    return rows[0]?.name ?? ''
  })
}
