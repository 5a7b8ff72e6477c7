/** A migrated database for one test file, copied from the template of the run. */
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { runSql, urlOfDatabase } from './template-database.ts'
import './global-setup.ts'

export type TestDatabase = {
  readonly url: string
  /** Drops the database, with whoever is still connected. */
  drop(): Promise<void>
}

/** Makes a database that has every migration and no row; call it once per test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, templateName } = inject('databaseTemplate')
  const name = `${templateName}_${randomBytes(4).toString('hex')}`
  await runSql(adminUrl, `create database "${name}" template "${templateName}"`)
  return {
    url: urlOfDatabase(adminUrl, name),
    drop: () => runSql(adminUrl, `drop database if exists "${name}" with (force)`),
  }
}
