/**
 * The pages of administration, in the order of the side list: who, what they decide by, what the county looks like. Each
 * module brings its own routes below `/admin`.
 */
import { may } from './session.ts'

export type AdminPage = {
  readonly to: string
  /** A key of the texts. */
  readonly text: string
  /** Whoever holds one of these may open the page. */
  readonly permissions: readonly string[]
}

const pages: readonly AdminPage[] = [
  { to: '/admin/people', text: 'people.title', permissions: ['account.read'] },
  { to: '/admin/security', text: 'security.title', permissions: ['security.manage'] },
  { to: '/admin/api-keys', text: 'apiKeys.title', permissions: ['security.manage'] },
  { to: '/admin/audit', text: 'audit.title', permissions: ['audit.read'] },
  { to: '/admin/organisations', text: 'organisations.title', permissions: ['organisation.manage'] },
  { to: '/admin/responsibility', text: 'matrix.title', permissions: ['setting.manage'] },
  { to: '/admin/case-settings', text: 'settings.title', permissions: ['setting.manage'] },
  { to: '/admin/phrases', text: 'phrases.title', permissions: ['setting.manage'] },
  { to: '/admin/notices', text: 'notices.title', permissions: ['setting.manage'] },
  { to: '/admin/retention', text: 'retention.title', permissions: ['personal.manage'] },
  { to: '/admin/calendars', text: 'calendars.title', permissions: ['calendar.manage'] },
  { to: '/admin/catalogue', text: 'editor.title', permissions: ['catalogue.manage'] },
  { to: '/admin/addresses', text: 'addresses.title', permissions: ['address.manage'] },
  { to: '/admin/grid', text: 'grid.title', permissions: ['area.manage'] },
  { to: '/admin/basemaps', text: 'basemaps.title', permissions: ['basemap.manage'] },
  { to: '/admin/cameras', text: 'cameras.title', permissions: ['camera.manage', 'audit.read'] },
  { to: '/admin/configuration', text: 'configuration.title', permissions: ['configuration.read'] },
  { to: '/admin/backups', text: 'backups.title', permissions: ['backup.read'] },
]

/** The pages that the signed-in person may open. */
export const adminPages = (): readonly AdminPage[] => pages.filter((it) => it.permissions.some(may))
