/**
 * The migrated template from which every test file gets its copy. The server is the embedded one, or the one of
 * TEST_DATABASE_URL (whose role must be allowed to create databases and roles).
 */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { startEphemeralCluster } from './ephemeral-cluster.ts'

/** What test files need to make a database of their own. */
export type Template = {
  /** A database in which `create database` can be said. */
  readonly adminUrl: string
  /** The same database as the role of the running program. */
  readonly programUrl: string
  readonly templateName: string
}

const runMark = randomBytes(4).toString('hex')

/** The same connection, to another database. */
export function urlOfDatabase(url: string, database: string): string {
  const [, front, query = ''] = /^([^?]*\/)[^/?]*(\?.*)?$/.exec(url) ?? []
  if (front === undefined) throw new Error(`not a connection string with a database: ${url}`)
  return `${front}${database}${query}`
}

/** Runs `sql` on a connection of its own; what it answers, where it is one statement. */
export async function runSql(
  url: string,
  sql: string,
  values?: readonly unknown[],
): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {}) // Reported by the statement that runs.
  await client.connect()
  try {
    return (await client.query<pg.QueryResultRow>(sql, values as unknown[] | undefined)).rows
  } finally {
    await client.end()
  }
}

/** Drops what test files of this run did not drop themselves, and the template. */
async function dropAll({ adminUrl, templateName }: Omit<Template, 'programUrl'>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  client.on('error', () => {}) // Reported by the statement that runs.
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [templateName],
    )
    for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`)
  } finally {
    await client.end()
  }
}

/** Tests prove that the rights of the program's role suffice, so a server that grants it none will not do. */
async function programUrlOf(adminUrl: string): Promise<string> {
  const { url, withoutRole } = await openDatabase({ url: adminUrl, dataFolder: '', log: () => {} })
  if (withoutRole !== undefined) throw new Error(`TEST_DATABASE_URL: ${withoutRole}`)
  return url
}

/** Starts or finds the server, makes and migrates the template; `end` leaves nothing behind. */
export async function makeTemplate(
  givenUrl: string | undefined,
): Promise<Template & { end(): Promise<void> }> {
  const cluster = givenUrl ? undefined : await startEphemeralCluster()
  const adminUrl = givenUrl ?? cluster?.url ?? ''
  const template = { adminUrl, templateName: `jingwei_test_${runMark}` }
  const end = async (): Promise<void> => (cluster ? cluster.stop() : dropAll(template))
  try {
    // The order of text must be that of the embedded database, whatever the server's own habit is.
    const locale = cluster ? '' : ` template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'`
    await runSql(adminUrl, `create database "${template.templateName}"${locale}`)
    const programUrl = cluster?.programUrl ?? (await programUrlOf(adminUrl))
    await migrate(urlOfDatabase(adminUrl, template.templateName))
    return { ...template, programUrl, end }
  } catch (error) {
    await end()
    throw error
  }
}
