/** The county's security settings: its own, or until it has some those of a demonstration. */
import { SecuritySettings, shippedSecurity } from '#domain/identity/security-settings.ts'
import type { Database } from '#platform/database/database.ts'
import { createMemory } from '#platform/database/memory.ts'
import type { Listener } from '#platform/relay/relay.ts'

const memory = createMemory<SecuritySettings>(500)

/** The row of the county as it stands now; undefined while it has none. */
export async function findOwnSecurity(
  db: Database,
  adcode: string,
): Promise<{ id: string; version: number; settings: SecuritySettings } | undefined> {
  const [row] = await db.rows<{ id: string; version: number; settings: unknown }>(
    'select id, version, settings from identity.security_settings where adcode = $1',
    [adcode],
  )
  return row && { ...row, settings: SecuritySettings.parse(row.settings) }
}

/** The settings in force in `adcode`. */
export const getSecurity = (db: Database, adcode: string): Promise<SecuritySettings> =>
  memory.recall(
    db,
    adcode,
    async (house) => (await findOwnSecurity(house, adcode))?.settings ?? shippedSecurity(false),
  )

/** Forgets the settings of a county when they change. */
export const forgetSecurity =
  (db: Database): Listener =>
  (announcements) => {
    for (const it of announcements) if (it.name === 'security-settings.changed') memory.forget(db, it.adcode)
  }
