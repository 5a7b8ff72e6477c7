/**
 * Adds the people of a staff list, the same as at the desk: everybody or nobody, each with a one-time password. No
 * password of an old system is taken over, in whatever form it was kept there.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { neededPeopleColumns } from '#domain/identity/people-delivery.ts'
import type { ImportReport } from '#domain/table.ts'
import { addStaff, judgeStaffRows, type OneTimePassword } from '#modules/identity/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { readFormTable } from '#platform/tabular/form-table.ts'
import { TableProblem } from '#platform/tabular/problems.ts'
import type { ImportOptions } from './import-options.ts'

export type PeopleImportReport = ImportReport & { readonly passwords: readonly OneTimePassword[] }

/** Imports the staff list in `file`. */
export async function importPeople(
  house: House,
  actor: Actor,
  file: string,
  { adcode = actor.adcode, isDryRun = false }: ImportOptions = {},
): Promise<PeopleImportReport> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw TableProblem.notFound({ file })
    throw TableProblem.unreadable({ file, reason: error.message })
  })
  const rows = await readFormTable(basename(file), bytes, neededPeopleColumns)
  if (!rows) throw TableProblem.unreadable({ file, reason: '.xlsx / .csv' })
  const { read, people, refused } = await judgeStaffRows(house.database, adcode, rows)
  const isTaken = !isDryRun && !refused.length && people.length > 0
  const { passwords } = isTaken
    ? await addStaff(house.act, actor, people, { adcode })
    : { passwords: [] as OneTimePassword[] }
  // One wrong cell, and nobody is added.
  const accepted = refused.length ? 0 : people.length
  return { read, accepted, warned: [], refused, passwords: passwords ?? [] }
}
