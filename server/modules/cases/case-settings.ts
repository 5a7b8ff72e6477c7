/** The county's settings of cases: the shipped ones unless the county has its own. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CaseSettings } from '#domain/cases/settings.ts'
import type { Database } from '#platform/database/database.ts'
import { createMemory } from '#platform/database/memory.ts'
import type { Listener } from '#platform/relay/relay.ts'

const file = join(import.meta.dirname, '..', '..', '..', 'standards', 'cases', 'settings.json')

/** The settings that ship. */
export const shippedSettings: CaseSettings = CaseSettings.parse(JSON.parse(readFileSync(file, 'utf8')))

const memory = createMemory<CaseSettings>(2000)

/** The settings a county has of its own, as their row stands now; undefined while the shipped ones count. */
export async function findOwnSettings(
  db: Database,
  adcode: string,
): Promise<{ id: string; version: number; settings: CaseSettings } | undefined> {
  const [row] = await db.rows<{ id: string; version: number; settings: unknown }>(
    'select id, version, settings from cases.settings where adcode = $1',
    [adcode],
  )
  return row && { ...row, settings: CaseSettings.parse(row.settings) }
}

/** The settings in force in `adcode`. */
export const getCaseSettings = (db: Database, adcode: string): Promise<CaseSettings> =>
  memory.recall(
    db,
    adcode,
    async (house) => (await findOwnSettings(house, adcode))?.settings ?? shippedSettings,
  )

/** Forgets the settings of a county when they change. */
export const forgetSettings =
  (db: Database): Listener =>
  (announcements) => {
    for (const it of announcements) if (it.name === 'case-settings.changed') memory.forget(db, it.adcode)
  }
