/** The settings of cases as their page shows them, read past what is remembered, and the history of their changes. */
import type { z } from 'zod'
import type {
  showCaseSettingsEndpoint,
  showCaseSettingsHistoryEndpoint,
} from '#domain/cases/settings-contract.ts'
import { listAuditLines } from '#platform/audit-lines.ts'
import type { Query } from '#platform/query.ts'
import { findOwnSettings, shippedSettings } from '../case-settings.ts'

type Shown = z.input<typeof showCaseSettingsEndpoint.reply>
type History = z.input<typeof showCaseSettingsHistoryEndpoint.reply>

/** What counts in the county, its version, and what ships. */
export const showCaseSettings: Query<object, Shown> = {
  name: 'case-settings.get',
  async run({ db, actor }) {
    const own = await findOwnSettings(db, actor.adcode)
    return {
      settings: own?.settings ?? shippedSettings,
      version: own?.version ?? 0,
      shipped: shippedSettings,
    }
  },
}

/** What was changed, by whom and when. */
export const listCaseSettingsHistory: Query<object, History> = {
  name: 'case-settings.list-history',
  async run({ db, actor }) {
    const own = await findOwnSettings(db, actor.adcode)
    const lines = own ? await listAuditLines(db, actor.adcode, own.id) : []
    return { lines: lines.map(({ at, ...line }) => ({ ...line, at: at.toISOString() })) }
  },
}
