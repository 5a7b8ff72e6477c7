/** Help of every page of the desk, brought by the modules; a test holds the routes to it. */
import type { HelpPage } from '#kit/help/help-page.ts'
import { auditHelp } from '../modules/audit/help.ts'
import { backupHelp } from '../modules/backup/help.ts'
import { basemapHelp } from '../modules/basemap/help.ts'
import { camerasHelp } from '../modules/cameras/help.ts'
import { countyHelp } from '../modules/cases/county/help.ts'
import { casesHelp } from '../modules/cases/help.ts'
import { catalogueHelp } from '../modules/catalogue/help.ts'
import { configurationHelp } from '../modules/configuration/help.ts'
import { evaluationHelp } from '../modules/evaluation/help.ts'
import { addressHelp } from '../modules/geography/address-help.ts'
import { gridHelp } from '../modules/geography/grid-help.ts'
import { identityHelp } from '../modules/identity/help.ts'
import { intakeHelp } from '../modules/intake/help.ts'
import { noticeHelp } from '../modules/intake/notice-help.ts'
import { retentionHelp } from '../modules/intake/retention-help.ts'
import { patrolHelp } from '../modules/patrol/help.ts'
import { phrasesHelp } from '../modules/phrases/help.ts'

/** All help of the desk, in the order of a day's work. */
export const helpPages: readonly HelpPage[] = [
  ...intakeHelp,
  ...casesHelp,
  ...catalogueHelp,
  ...configurationHelp,
  ...backupHelp,
  ...auditHelp,
  ...evaluationHelp,
  ...patrolHelp,
  ...camerasHelp,
  ...identityHelp,
  ...countyHelp,
  ...phrasesHelp,
  ...noticeHelp,
  ...retentionHelp,
  ...addressHelp,
  ...gridHelp,
  ...basemapHelp,
]

/** The help of a path of the router, such as `/cases/:id`. */
export const helpFor = (route: string): HelpPage | undefined =>
  helpPages.find((it) => it.routes.includes(route))
