/** The texts of all other pages, which come after the first. */
import { auditMessages } from './modules/audit/messages.ts'
import { backupMessages } from './modules/backup/messages.ts'
import { basemapMessages } from './modules/basemap/messages.ts'
import { cameraMessages } from './modules/cameras/messages.ts'
import { calendarMessages } from './modules/cases/county/calendar-messages.ts'
import { matrixMessages } from './modules/cases/county/matrix-messages.ts'
import { settingsMessages } from './modules/cases/county/settings-messages.ts'
import { catalogueEditorMessages } from './modules/catalogue/editor/messages.ts'
import { catalogueMessages } from './modules/catalogue/messages.ts'
import { configurationMessages } from './modules/configuration/messages.ts'
import { evaluationMessages } from './modules/evaluation/messages.ts'
import { gridMessages } from './modules/geography/grid-messages.ts'
import { addressMessages } from './modules/geography/messages.ts'
import { accountMessages, securityMessages } from './modules/identity/account-messages.ts'
import { organisationMessages, peopleMessages } from './modules/identity/admin-messages.ts'
import { apiKeyMessages } from './modules/identity/api-key-messages.ts'
import { signOnMessages } from './modules/identity/sign-on-messages.ts'
import { intakeMessages } from './modules/intake/messages.ts'
import { noticeMessages } from './modules/intake/notice-messages.ts'
import { retentionMessages } from './modules/intake/retention-messages.ts'
import { patrolMessages } from './modules/patrol/messages.ts'
import { phrasesMessages } from './modules/phrases/messages.ts'
import { unsavedMessages } from './unsaved-messages.ts'

export const laterTexts = [
  accountMessages,
  addressMessages,
  apiKeyMessages,
  auditMessages,
  backupMessages,
  basemapMessages,
  calendarMessages,
  cameraMessages,
  catalogueEditorMessages,
  catalogueMessages,
  configurationMessages,
  evaluationMessages,
  gridMessages,
  intakeMessages,
  matrixMessages,
  noticeMessages,
  organisationMessages,
  patrolMessages,
  peopleMessages,
  phrasesMessages,
  retentionMessages,
  securityMessages,
  settingsMessages,
  signOnMessages,
  unsavedMessages,
]
