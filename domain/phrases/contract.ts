/** Endpoints of phrases: the county's list, which is changed as a whole, and one's own. */
import { z } from 'zod'
import { endpoint, SeenVersion } from '../endpoint.ts'
import { HistoryLine } from '../identity/account-contract.ts'
import { longestPhrase, OwnPhrase, Phrase, PhraseAct } from './phrase.ts'

const nothing = z.object({})

/** More would be a list that nobody reads. */
export const mostPhrases = 500
/** The same for one's own. */
export const mostOwnPhrases = 100

const faults = ['phrase.placeholder-unknown', 'phrase.brace-alone', 'phrase.number-of-somebody']

export const listPhrasesEndpoint = endpoint({
  method: 'GET',
  path: '/api/phrases',
  summary: 'The phrases of the county in their order, and one’s own',
  permission: 'phrase.read',
  scope: 'The own county; of personal ones one’s own.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    phrases: z.array(Phrase),
    /** 0 while the county has changed nothing and the shipped ones count. */
    version: z.int().min(0),
    own: z.array(OwnPhrase),
    /** Where the shipped ones come from. */
    source: z.object({ zh: z.string(), en: z.string() }),
  }),
})

export const changePhrasesEndpoint = endpoint({
  method: 'PUT',
  path: '/api/phrases',
  summary: 'Change the county’s phrases; what was written with one stays as it was written',
  permission: 'setting.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: z.object({
    phrases: z.array(Phrase).max(mostPhrases),
    expectedVersion: SeenVersion,
  }),
  reply: z.object({ version: z.int().positive() }),
  problems: [...faults, 'phrase.class-without-kind', 'phrase.twice', 'phrase.stale-version'],
})

export const showPhraseHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/phrases/history',
  summary: 'Who changed which phrase, from what to what, newest first',
  permission: 'setting.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ lines: z.array(HistoryLine) }),
})

export const keepPhraseEndpoint = endpoint({
  method: 'POST',
  path: '/api/own-phrases',
  summary: 'Keep a sentence as a phrase of one’s own',
  permission: 'phrase.read',
  scope: 'One’s own.',
  params: nothing,
  query: nothing,
  body: z.object({ act: PhraseAct, text: z.string().trim().min(2).max(longestPhrase) }),
  reply: z.object({ id: z.uuid() }),
  problems: [...faults, 'phrase.kept-already', 'phrase.too-many'],
})

export const dropPhraseEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/own-phrases/:id',
  summary: 'Remove a phrase of one’s own',
  permission: 'phrase.read',
  scope: 'One’s own.',
  params: z.object({ id: z.uuid().toLowerCase() }),
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['phrase.not-yours'],
})
