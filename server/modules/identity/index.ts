/** The door of identity: people, organisations, posts and sessions. */
import { IdentityProblem } from '#domain/identity/problems.ts'
import { SignOnProblem } from '#domain/identity/sign-on-problems.ts'
import type { Module } from '#platform/module.ts'
import { changesRights } from './rights-changes.ts'
import { identityRoutes } from './routes.ts'
import { factorSecret, linkedSubject, personPhone, providerSecret } from './sealed.ts'
import { forgetSecurity } from './security-settings.ts'
import type { SessionSettings } from './session-door.ts'
import { createProviderClients } from './sign-on/provider-clients.ts'

export { adoptSecurity } from './adopt-security.ts'
export { beginDemonstration } from './commands/begin-demonstration.ts'
export { planClosing } from './commands/close-account.ts'
export { createPerson } from './commands/create-person.ts'
export { disablePerson } from './commands/disable-person.ts'
export { planEnding } from './commands/end-organisation.ts'
export { finishDemonstrationStep } from './commands/finish-demonstration-step.ts'
export { countLeaversToForget, forgetLeavers } from './commands/forget-leavers.ts'
export { putOrganisations } from './commands/put-organisations.ts'
export { type PersonToAdd, putPeople } from './commands/put-people.ts'
export { resetSecondFactor } from './commands/reset-second-factor.ts'
export { setPassword } from './commands/set-password.ts'
export { generatePassword } from './generate-password.ts'
export { findOrganisationNames, organisationSection } from './organisation-section.ts'
export { hashGeneratedPassword, hashPassword } from './password.ts'
export { seesAllPeople } from './policy.ts'
export { findActorIds } from './queries/find-actor-ids.ts'
export { type Colleague, findColleagues } from './queries/find-colleagues.ts'
export {
  type Demonstration,
  type DemonstrationAccount,
  findDemonstration,
  listDemonstrationAccounts,
} from './queries/find-demonstration.ts'
export { getPersonRights } from './queries/find-person.ts'
export { createSessionFinder, type Session, type SessionFinder } from './queries/find-session.ts'
export { type Account, listAccounts } from './queries/list-accounts.ts'
export { findOrganisations } from './queries/list-organisations.ts'
export type { SessionSettings } from './session-door.ts'
export { addStaff, judgeStaffRows, type OneTimePassword } from './staff-rows.ts'

export const identityModule = (settings: SessionSettings): Module => ({
  name: 'identity',
  routes: identityRoutes(settings, createProviderClients({ allowsLoopback: !settings.isProduction })),
  sealed: [personPhone, factorSecret, providerSecret, linkedSubject],
  listeners: [forgetSecurity, () => settings.findSession.hear],
  changesRights: (it) =>
    it.name === 'sign-on.provider-changed' ? 'county' : changesRights(it) ? 'subject' : undefined,
  constraints: {
    post_holdings_one_administration: () => IdentityProblem.administrationsCombined({}),
    sign_on_uses_pkey: () => SignOnProblem.over({}),
    sign_on_providers_code_unique: () => SignOnProblem.codeTaken({}),
    sign_on_links_subject_unique: () => SignOnProblem.alreadyLinked({}),
    sign_on_links_person_unique: () => SignOnProblem.alreadyLinked({}),
    people_username_unique: () => IdentityProblem.usernameTaken({}),
    organisations_external_code_unique: () => IdentityProblem.externalCodeTaken({}),
  },
})
