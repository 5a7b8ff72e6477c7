/**
 * Gives a county where real people will work the strict security settings, at a start before anybody has signed in; whoever
 * works there already is not sent away by an upgrade.
 */
import { shippedSecurity } from '#domain/identity/security-settings.ts'
import { systemActor } from '#platform/actor.ts'
import type { House } from '#platform/house.ts'
import { changeSecuritySettings } from './commands/change-security-settings.ts'
import { hasAnybodySignedIn } from './queries/find-open-sessions.ts'
import { findOwnSecurity } from './security-settings.ts'

/** Adopts them where the county has none of its own yet and nobody has ever signed in. */
export async function adoptSecurity(
  { act, database }: Pick<House, 'act' | 'database'>,
  adcode: string,
): Promise<void> {
  const db = database.house
  if (await findOwnSecurity(db, adcode)) return
  if (await hasAnybodySignedIn(db, adcode)) return
  const settings = { ...shippedSecurity(true), expectedVersion: 0 }
  // Of two servers that start at once, the second gets the answer of the first.
  await act(systemActor(adcode), changeSecuritySettings, settings, { requestId: 'security-of-first-start' })
}
