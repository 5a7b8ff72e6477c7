/** What the audit needs to know of the installation. */
import type { SealPlaces } from '#platform/audit/seals.ts'

export type AuditSettings = {
  /** Where files of exports lie. */
  readonly exportsFolder: string
  /** Where heads of the chain are sealed. */
  readonly sealPlaces: SealPlaces
}
