/** Sessions, people, organisations over HTTP. */
import {
  createPersonEndpoint,
  listOrganisationsEndpoint,
  listPeopleEndpoint,
  showSessionEndpoint,
  signInEndpoint,
  signOutEndpoint,
} from '#domain/identity/contract.ts'
import { listPreferencesEndpoint, putPreferenceEndpoint } from '#domain/identity/preference.ts'
import { answer, handle, type Route, serve } from '#platform/http/serve.ts'
import { createPerson } from './commands/create-person.ts'
import { putPreference } from './commands/put-preference.ts'
import { listOrganisations } from './queries/list-organisations.ts'
import { listPeople } from './queries/list-people.ts'
import { listPreferences } from './queries/list-preferences.ts'
import { type SessionSettings, signIn, signOut, toSessionView } from './session-door.ts'

/** The routes; sessions need to know how long they last and which accounts are refused. */
export const identityRoutes = (settings: SessionSettings): Route[] => [
  handle(signInEndpoint, (context, input) => signIn(settings, context, input)),
  handle(showSessionEndpoint, async ({ actor }) => toSessionView(actor)),
  handle(signOutEndpoint, (context) => signOut(context)),
  answer(listOrganisationsEndpoint, listOrganisations),
  answer(listPeopleEndpoint, listPeople),
  serve(createPersonEndpoint, createPerson),
  answer(listPreferencesEndpoint, listPreferences),
  serve(putPreferenceEndpoint, putPreference),
]
