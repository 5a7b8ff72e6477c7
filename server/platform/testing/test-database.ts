/** A migrated database for one test file, copied from the template of the run. */
import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { inject } from 'vitest'
import { runSql, urlOfDatabase } from './template-database.ts'
import './global-setup.ts'

export type TestDatabase = {
  /** As the role of the running program, which proves with every test that its rights suffice. */
  readonly url: string
  /** As the owner of the tables, for a test that tampers, or makes tables of its own. */
  readonly ownerUrl: string
  /** Runs one statement as the owner. */
  asOwner<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** Drops the database, with whoever is still connected. */
  drop(): Promise<void>
}

/** Makes a database that has every migration and no row; call it once per test file. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl, programUrl, templateName } = inject('databaseTemplate')
  const name = `${templateName}_${randomBytes(4).toString('hex')}`
  await runSql(adminUrl, `create database "${name}" template "${templateName}"`)
  const ownerUrl = urlOfDatabase(adminUrl, name)
  return {
    url: urlOfDatabase(programUrl, name),
    ownerUrl,
    asOwner: <Row>(sql: string, values?: readonly unknown[]) =>
      runSql(ownerUrl, sql, values) as Promise<Row[]>,
    drop: () => dropDatabase(adminUrl, name),
  }
}

/** Where the database tidies up by itself just then, it may not be disturbed, and is soon done. */
async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  for (let left = 50; ; left--)
    try {
      await runSql(adminUrl, `drop database if exists "${name}" with (force)`)
      return
    } catch (error) {
      const isTidying = (error as { code?: string }).code === '42501'
      if (!isTidying || left === 0) throw error
      await delay(200)
    }
}
