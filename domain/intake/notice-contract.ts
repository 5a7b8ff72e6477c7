/** Endpoints of what reporters are told: the county's wordings, changed as a whole. */
import { z } from 'zod'
import { endpoint, SeenVersion } from '../endpoint.ts'
import { HistoryLine } from '../identity/account-contract.ts'
import { Wordings } from './notice-wording.ts'

const nothing = z.object({})

export const showWordingsEndpoint = endpoint({
  method: 'GET',
  path: '/api/notice-wordings',
  summary: 'The notices to reporters that the county worded anew; the others are told as they ship',
  permission: 'report.read',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    wordings: Wordings,
    /** 0 while the county has changed nothing. */
    version: z.int().min(0),
  }),
})

export const changeWordingsEndpoint = endpoint({
  method: 'PUT',
  path: '/api/notice-wordings',
  summary: 'Word notices to reporters anew, or leave one out to tell it as it ships; what was told stays',
  permission: 'setting.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: z.object({
    wordings: Wordings,
    expectedVersion: SeenVersion,
  }),
  reply: z.object({ version: z.int().positive() }),
  problems: [
    'notice.empty',
    'notice.placeholder-unknown',
    'notice.brace-alone',
    'notice.too-long',
    'notice.stale-version',
  ],
})

export const showWordingHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/notice-wordings/history',
  summary: 'Who worded which notice anew, from what to what, newest first',
  permission: 'setting.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ lines: z.array(HistoryLine) }),
})
