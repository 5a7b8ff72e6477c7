/** The texts of everything the desk shows; a test holds the screens to them. */
import { kitMessages } from '#kit/i18n/kit-messages.ts'
import { deskMessages } from './messages.ts'
import { basemapMessages } from './modules/basemap/messages.ts'
import { cameraMessages } from './modules/cameras/messages.ts'
import { calendarMessages } from './modules/cases/county/calendar-messages.ts'
import { matrixMessages } from './modules/cases/county/matrix-messages.ts'
import { settingsMessages } from './modules/cases/county/settings-messages.ts'
import { directiveMessages } from './modules/cases/directive-messages.ts'
import { innerMessages } from './modules/cases/inner-messages.ts'
import { caseListMessages } from './modules/cases/list-messages.ts'
import { caseMapMessages } from './modules/cases/map-messages.ts'
import { casesMessages } from './modules/cases/messages.ts'
import { noteMessages } from './modules/cases/note-messages.ts'
import { catalogueEditorMessages } from './modules/catalogue/editor/messages.ts'
import { catalogueMessages } from './modules/catalogue/messages.ts'
import { configurationMessages } from './modules/configuration/messages.ts'
import { evaluationMessages } from './modules/evaluation/messages.ts'
import { gridMessages } from './modules/geography/grid-messages.ts'
import { addressMessages } from './modules/geography/messages.ts'
import { organisationMessages, peopleMessages } from './modules/identity/admin-messages.ts'
import { identityMessages } from './modules/identity/messages.ts'
import { intakeMessages } from './modules/intake/messages.ts'
import { patrolMessages } from './modules/patrol/messages.ts'

export const deskTexts = [
  kitMessages,
  basemapMessages,
  deskMessages,
  caseListMessages,
  caseMapMessages,
  innerMessages,
  casesMessages,
  directiveMessages,
  noteMessages,
  catalogueMessages,
  catalogueEditorMessages,
  configurationMessages,
  evaluationMessages,
  addressMessages,
  identityMessages,
  peopleMessages,
  organisationMessages,
  settingsMessages,
  matrixMessages,
  calendarMessages,
  gridMessages,
  intakeMessages,
  patrolMessages,
  cameraMessages,
]
