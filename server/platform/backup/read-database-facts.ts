/** What a manifest says of the database, read from it while it runs. */
import type pg from 'pg'
import { newClient } from '../database/primary/connect-to.ts'
import { countRows } from './count-rows.ts'

export type DatabaseFacts = {
  readonly postgres: { readonly majorVersion: number; readonly version: string; readonly platform: string }
  readonly migrations: string[]
  readonly rows: Record<string, number>
}

/** Runs `work` on one connection of its own. */
export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = newClient(url, { application_name: 'jingwei backup' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {}) // Lost with the server, which the statement has told.
  }
}

/** Reads version, migrations, roles and rows. */
export const readDatabaseFacts = (url: string): Promise<DatabaseFacts> =>
  withClient(url, async (client) => {
    const { rows: versions } = await client.query<{ number: number; name: string }>(
      `select current_setting('server_version_num')::int number, current_setting('server_version') name`,
    )
    const { rows: migrations } = await client.query<{ name: string }>(
      'select name from platform.migrations order by name',
    )
    return {
      postgres: {
        majorVersion: Math.floor((versions[0]?.number ?? 0) / 10_000),
        version: versions[0]?.name ?? '',
        platform: `${process.platform}-${process.arch}`,
      },
      migrations: migrations.map((it) => it.name),
      rows: await countRows(client),
    }
  })
