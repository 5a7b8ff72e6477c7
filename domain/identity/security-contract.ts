/** Endpoints of the county's security settings, and of freeing somebody whose second factor is lost. */
import { z } from 'zod'
import { endpoint, SeenVersion } from '../endpoint.ts'
import { HistoryLine } from './account-contract.ts'
import { PasswordProfile, PasswordRule, SecuritySettings } from './security-settings.ts'

const nothing = z.object({})
const ownCounty = 'The own county.'

export const showSecuritySettingsEndpoint = endpoint({
  method: 'GET',
  path: '/api/security-settings',
  summary: 'By which rules passwords are made and who signs in with a second factor',
  permission: 'security.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    settings: SecuritySettings,
    /** 0 until the county has changed them. */
    version: z.int(),
    shipped: z.record(PasswordProfile, PasswordRule),
  }),
})

export const changeSecuritySettingsEndpoint = endpoint({
  method: 'PUT',
  path: '/api/security-settings',
  summary: 'Change the rules of passwords and of the second factor',
  permission: 'security.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: SecuritySettings.extend({ expectedVersion: SeenVersion }),
  reply: z.object({ version: z.int() }),
  problems: ['security-settings.stale-version', 'security-settings.warns-too-early'],
})

export const showSecurityHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/security-settings/history',
  summary: 'Who changed the security settings, when and what',
  permission: 'security.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ lines: z.array(HistoryLine) }),
})

export const resetSecondFactorEndpoint = endpoint({
  method: 'POST',
  path: '/api/people/:id/reset-second-factor',
  summary: 'Take away the second factor of somebody who has lost it; their sessions end',
  permission: 'security.manage',
  scope: 'The own county; nobody takes away their own this way.',
  params: z.object({ id: z.uuid() }),
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['person.unknown', 'second-factor.none', 'second-factor.own'],
})
