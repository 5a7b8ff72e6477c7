/** Endpoints of the county's settings of cases. A change names the version it was made from, so that nobody's is lost. */
import { z } from 'zod'
import { endpoint, SeenVersion } from '../endpoint.ts'
import { HistoryLine } from '../identity/account-contract.ts'
import { CaseSettings } from './settings.ts'

const nothing = z.object({})

export const showCaseSettingsEndpoint = endpoint({
  method: 'GET',
  path: '/api/case-settings',
  summary: 'Stage limits, lights, merged posts and the other settings of the county, beside those that ship',
  permission: 'signed-in',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    settings: CaseSettings,
    /** 0 while the county has changed nothing and the shipped ones count. */
    version: z.int().min(0),
    shipped: CaseSettings,
  }),
})

export const changeCaseSettingsEndpoint = endpoint({
  method: 'PUT',
  path: '/api/case-settings',
  summary: 'Change the settings; open clocks keep the limits they started with',
  permission: 'setting.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: CaseSettings.extend({
    expectedVersion: SeenVersion,
  }),
  reply: z.object({ version: z.int().positive() }),
  problems: [
    'case-settings.stale-version',
    'case-settings.post-merges-itself',
    'case-settings.citizen-merged',
    'case-settings.step-cannot-follow',
    'case-settings.steps-in-circle',
  ],
})

export const showCaseSettingsHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/case-settings/history',
  summary: 'Who changed which setting, from what to what, newest first',
  permission: 'setting.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ lines: z.array(HistoryLine) }),
})
