/**
 * Vitest's global setup for projects whose tests need a database: one server and one migrated template for the
 * whole run, shared by all projects that ask for it.
 */
import type { TestProject } from 'vitest/node'
import { makeTemplate, type Template } from './template-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `createTestDatabase` makes its copies. */
    databaseTemplate: Template
    /** The server of this run, for tests that need a connection and no database of their own. */
    databaseUrl: string
  }
}

type Shared = { made: ReturnType<typeof makeTemplate>; users: number }

// Each project loads this file anew, in one process: what they share hangs on the global object.
const key = Symbol.for('jingwei.test-database')
const place = globalThis as { [key]?: Shared | undefined }

/** Starts the server at the first project, hands every project the way to it, stops with the last one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  place[key] ??= { made: makeTemplate(process.env['TEST_DATABASE_URL'] || undefined), users: 0 }
  const shared = place[key]
  shared.users += 1
  const { adminUrl, programUrl, templateName, end } = await shared.made
  project.provide('databaseTemplate', { adminUrl, programUrl, templateName })
  project.provide('databaseUrl', adminUrl)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    place[key] = undefined
    await end()
  }
}
