/** Sessions, people, organisations over HTTP. */
import {
  authorisePersonEndpoint,
  changePasswordEndpoint,
  changePersonEndpoint,
  checkPeopleEndpoint,
  enablePersonEndpoint,
  exportPeopleEndpoint,
  grantAppliedEndpoint,
  importPeopleEndpoint,
  listAccountsEndpoint,
  peopleTemplateEndpoint,
  resetPasswordEndpoint,
  showAccountEndpoint,
  showPersonHistoryEndpoint,
  unlockPersonEndpoint,
  unmaskPhoneEndpoint,
} from '#domain/identity/account-contract.ts'
import {
  createApiKeyEndpoint,
  listApiKeysEndpoint,
  revokeApiKeyEndpoint,
} from '#domain/identity/api-key-contract.ts'
import {
  createPersonEndpoint,
  listOrganisationsEndpoint,
  listPeopleEndpoint,
  showSessionEndpoint,
  signInEndpoint,
  signOutEndpoint,
} from '#domain/identity/contract.ts'
import {
  changeOrganisationEndpoint,
  createOrganisationEndpoint,
  showOrganisationHistoryEndpoint,
  surveyOrganisationsEndpoint,
} from '#domain/identity/organisation-contract.ts'
import {
  endOtherSessionsEndpoint,
  endOwnSessionEndpoint,
  showOwnAccountEndpoint,
} from '#domain/identity/own-account-contract.ts'
import { listPreferencesEndpoint, putPreferenceEndpoint } from '#domain/identity/preference.ts'
import {
  beginSecondFactorEndpoint,
  confirmSecondFactorEndpoint,
  finishSignInEndpoint,
  removeSecondFactorEndpoint,
  renewRecoveryCodesEndpoint,
} from '#domain/identity/second-factor-contract.ts'
import {
  changeSecuritySettingsEndpoint,
  resetSecondFactorEndpoint,
  showSecurityHistoryEndpoint,
  showSecuritySettingsEndpoint,
} from '#domain/identity/security-contract.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { makeApiKey } from './api-key-door.ts'
import { authorisePerson } from './commands/authorise-person.ts'
import { changeOrganisation } from './commands/change-organisation.ts'
import { changePerson } from './commands/change-person.ts'
import { changeSecuritySettings } from './commands/change-security-settings.ts'
import { createOrganisation } from './commands/create-organisation.ts'
import { enablePerson } from './commands/enable-person.ts'
import { endOtherSessions, endOwnSession } from './commands/end-other-sessions.ts'
import { grantApplied } from './commands/grant-applied.ts'
import { putPreference } from './commands/put-preference.ts'
import { resetSecondFactor } from './commands/reset-second-factor.ts'
import { revokeApiKey } from './commands/revoke-api-key.ts'
import { unlockPerson } from './commands/unlock-person.ts'
import { addPeople, addPerson, checkPeople, giveOneTimePassword, showPhone } from './people-door.ts'
import { getAccount, listAccountViews } from './queries/find-accounts.ts'
import { listApiKeys } from './queries/list-api-keys.ts'
import { listHistory } from './queries/list-history.ts'
import { listOrganisations } from './queries/list-organisations.ts'
import { listPeople } from './queries/list-people.ts'
import { listPreferences } from './queries/list-preferences.ts'
import { showOwnAccount } from './queries/show-own-account.ts'
import { listSecurityHistory, showSecuritySettings } from './queries/show-security-settings.ts'
import { surveyOrganisations } from './queries/survey-organisations.ts'
import {
  beginOwnFactor,
  confirmOwnFactor,
  finishSignIn,
  removeOwnFactor,
  renewOwnCodes,
} from './second-factor-door.ts'
import { changeOwnPassword, type SessionSettings, signIn, signOut, toSessionView } from './session-door.ts'
import type { ProviderClients } from './sign-on/provider-clients.ts'
import { signOnRoutes } from './sign-on/routes.ts'
import { sendPeople, sendTemplate } from './staff-list.ts'

/** The routes; sessions need to know how long they last and which accounts are refused. */
export const identityRoutes = (settings: SessionSettings, clients: ProviderClients): Route[] => [
  handle(signInEndpoint, (context, input) => signIn(settings, context, input)),
  handle(showSessionEndpoint, async ({ actor }) => toSessionView(actor)),
  handle(signOutEndpoint, (context) => signOut(settings, clients, context)),
  handle(changePasswordEndpoint, changeOwnPassword),
  handle(finishSignInEndpoint, (context, input) => finishSignIn(settings, context, input)),
  handle(beginSecondFactorEndpoint, beginOwnFactor),
  handle(confirmSecondFactorEndpoint, confirmOwnFactor),
  handle(removeSecondFactorEndpoint, removeOwnFactor),
  handle(renewRecoveryCodesEndpoint, renewOwnCodes),
  serve(resetSecondFactorEndpoint, resetSecondFactor),
  answer(showSecuritySettingsEndpoint, showSecuritySettings),
  serve(changeSecuritySettingsEndpoint, changeSecuritySettings),
  answer(showSecurityHistoryEndpoint, listSecurityHistory),
  answer(showOwnAccountEndpoint, showOwnAccount(settings.idleMinutes)),
  serve(endOwnSessionEndpoint, endOwnSession),
  serve(endOtherSessionsEndpoint, endOtherSessions),
  answer(listOrganisationsEndpoint, listOrganisations),
  answer(surveyOrganisationsEndpoint, surveyOrganisations),
  serve(createOrganisationEndpoint, createOrganisation),
  serve(changeOrganisationEndpoint, changeOrganisation),
  answer(showOrganisationHistoryEndpoint, listHistory),
  answer(listPeopleEndpoint, listPeople),
  answer(listAccountsEndpoint, listAccountViews),
  answer(showAccountEndpoint, getAccount),
  handle(createPersonEndpoint, addPerson),
  serve(changePersonEndpoint, changePerson),
  serve(authorisePersonEndpoint, authorisePerson),
  serve(grantAppliedEndpoint, grantApplied),
  handle(resetPasswordEndpoint, giveOneTimePassword),
  serve(enablePersonEndpoint, enablePerson),
  serve(unlockPersonEndpoint, unlockPerson),
  handle(unmaskPhoneEndpoint, showPhone),
  answer(showPersonHistoryEndpoint, listHistory),
  handle(checkPeopleEndpoint, checkPeople),
  handle(importPeopleEndpoint, addPeople),
  handle(peopleTemplateEndpoint, sendTemplate),
  handle(exportPeopleEndpoint, sendPeople),
  answer(listApiKeysEndpoint, listApiKeys),
  handle(createApiKeyEndpoint, makeApiKey),
  serve(revokeApiKeyEndpoint, revokeApiKey),
  answer(listPreferencesEndpoint, listPreferences),
  serve(putPreferenceEndpoint, putPreference),
  ...signOnRoutes(settings, clients),
]
