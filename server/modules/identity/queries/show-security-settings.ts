/** The security settings as their page shows them, read past what is remembered, and the history of their changes. */
import type { z } from 'zod'
import type {
  showSecurityHistoryEndpoint,
  showSecuritySettingsEndpoint,
} from '#domain/identity/security-contract.ts'
import { shippedRules, shippedSecurity } from '#domain/identity/security-settings.ts'
import { listAuditLines } from '#platform/audit-lines.ts'
import type { Query } from '#platform/query.ts'
import { findOwnSecurity } from '../security-settings.ts'

type Shown = z.input<typeof showSecuritySettingsEndpoint.reply>
type History = z.input<typeof showSecurityHistoryEndpoint.reply>

export const showSecuritySettings: Query<object, Shown> = {
  name: 'security-settings.get',
  async run({ db, actor }) {
    const own = await findOwnSecurity(db, actor.adcode)
    return {
      settings: own?.settings ?? shippedSecurity(false),
      version: own?.version ?? 0,
      shipped: shippedRules,
    }
  },
}

export const listSecurityHistory: Query<object, History> = {
  name: 'security-settings.list-history',
  async run({ db, actor }) {
    const own = await findOwnSecurity(db, actor.adcode)
    const lines = own ? await listAuditLines(db, actor.adcode, own.id) : []
    return { lines: lines.map(({ at, ...line }) => ({ ...line, at: at.toISOString() })) }
  },
}
