/** Endpoints of administering people: their accounts, rights, passwords, and lists of them as files. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { PhoneNumber } from '../personal-data.ts'
import { Finding } from '../table.ts'
import { Post } from './post.ts'

const nothing = z.object({})
const personId = z.object({ id: z.uuid() })
const ownCounty = 'The own county.'

/** What can be told of an account: open, closed, made to wait after failed sign-ins, or waiting for its posts. */
export const accountStates = ['enabled', 'disabled', 'waiting', 'applied'] as const

/** A person as the administrator sees them; the telephone number is masked. */
export const AccountView = z.object({
  id: z.uuid(),
  username: z.string(),
  name: z.string(),
  organisation: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  posts: z.array(Post),
  areaCodes: z.array(z.string()),
  /** Posts and areas that were applied for when the account was opened, and are not granted yet. */
  applied: z.object({ posts: z.array(Post), areaCodes: z.array(z.string()) }).nullable(),
  phone: z.string().nullable(),
  isDemonstration: z.boolean(),
  /** Has a password that somebody else chose, and must choose another at the next sign-in. */
  mustChangePassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  disabledAt: z.string().nullable(),
  /** Until when sign-ins are refused after failures. */
  waitsUntil: z.string().nullable(),
  lastSignInAt: z.string().nullable(),
  createdAt: z.string(),
  version: z.int(),
})
export type AccountView = z.infer<typeof AccountView>

export const accountsPerPage = 50

export const AccountFilter = z.object({
  /** Part of a name or user name. */
  text: z.string().trim().max(50).optional(),
  post: Post.optional(),
  organisationId: z.uuid().optional(),
  state: z.enum(accountStates).optional(),
})
export type AccountFilter = z.infer<typeof AccountFilter>

export const listAccountsEndpoint = endpoint({
  method: 'GET',
  path: '/api/accounts',
  summary: 'Accounts of the county with their posts, state and last sign-in',
  permission: 'account.read',
  scope: ownCounty,
  params: nothing,
  query: AccountFilter.extend({ page: z.coerce.number().int().min(1).max(1000).default(1) }),
  body: nothing,
  reply: z.object({ accounts: z.array(AccountView), total: z.int() }),
})

export const showAccountEndpoint = endpoint({
  method: 'GET',
  path: '/api/accounts/:id',
  summary: 'One account',
  permission: 'account.read',
  scope: ownCounty,
  params: personId,
  query: nothing,
  body: nothing,
  reply: AccountView,
  problems: ['person.unknown'],
})

const Name = z.string().trim().min(1).max(50)
const AreaCodes = z.array(z.string().regex(/^\d{6,15}$/)).max(200)

export const changePersonEndpoint = endpoint({
  method: 'PUT',
  path: '/api/people/:id',
  summary: 'Change name, organisation or telephone of a person',
  permission: 'person.manage',
  scope: ownCounty,
  params: personId,
  query: nothing,
  body: z.object({
    name: Name,
    organisationId: z.uuid().toLowerCase().nullable(),
    /** Left out: stays as it is. Null: is taken away. */
    phone: PhoneNumber.nullable().optional(),
    expectedVersion: z.int().positive(),
  }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: ['person.unknown', 'person.stale-version', 'organisation.unknown', 'organisation.ended'],
})

export const authorisePersonEndpoint = endpoint({
  method: 'PUT',
  path: '/api/people/:id/rights',
  summary:
    'Grant a person posts and areas of duty, or take them away; what was applied for is settled with it',
  permission: 'person.authorise',
  scope: 'The own county; nobody changes their own posts and areas.',
  params: personId,
  query: nothing,
  body: z.object({
    /** Every post that the person holds from now on; none takes all away. */
    posts: z.array(Post).max(20),
    areaCodes: AreaCodes,
    expectedVersion: z.int().positive(),
  }),
  reply: z.object({ id: z.uuid(), version: z.int() }),
  problems: [
    'person.unknown',
    'person.stale-version',
    'person.own-rights',
    'person.last-administrator',
    'person.administrations-combined',
    'person.area-outside',
  ],
})

export const grantAppliedEndpoint = endpoint({
  method: 'POST',
  path: '/api/people/grant-applied',
  summary: 'Grant what was applied for to each of these people, or to nobody',
  permission: 'person.authorise',
  scope: 'The own county; nobody changes their own posts and areas.',
  params: nothing,
  query: nothing,
  body: z.object({ ids: z.array(z.uuid().toLowerCase()).min(1).max(2000) }),
  reply: z.object({ granted: z.int() }),
  problems: ['person.unknown', 'person.nothing-applied', 'person.own-rights'],
})

/** A password that is shown once; null when the same request came before, since it is kept nowhere. */
const oneTimePassword = z.string().nullable()

export const resetPasswordEndpoint = endpoint({
  method: 'POST',
  path: '/api/people/:id/reset-password',
  summary: 'Give a person a one-time password, shown once; their sessions end',
  permission: 'person.manage',
  scope: ownCounty,
  params: personId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid(), password: oneTimePassword }),
  problems: [
    'person.unknown',
    'person.is-disabled',
    'person.demonstration-password',
    'person.administrator-password',
  ],
})

export const enablePersonEndpoint = endpoint({
  method: 'POST',
  path: '/api/people/:id/enable',
  summary: 'Open an account again that was disabled',
  permission: 'person.manage',
  scope: ownCounty,
  params: personId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['person.unknown'],
})

export const unlockPersonEndpoint = endpoint({
  method: 'POST',
  path: '/api/people/:id/unlock',
  summary: 'Forget the failed sign-ins of an account, so that it need not wait',
  permission: 'person.manage',
  scope: ownCounty,
  params: personId,
  query: nothing,
  body: nothing,
  reply: z.object({ id: z.uuid() }),
  problems: ['person.unknown'],
})

export const unmaskPhoneEndpoint = endpoint({
  method: 'POST',
  path: '/api/people/:id/unmask-phone',
  summary: 'The telephone number of a person in full; who asked and why is logged',
  permission: 'person.manage',
  scope: ownCounty,
  params: personId,
  query: nothing,
  body: z.object({ reason: z.string().trim().min(2).max(200) }),
  reply: z.object({ phone: z.string() }),
  problems: ['person.unknown', 'person.no-phone'],
})

/** One line of what was done to a person or an organisation, newest first. */
export const HistoryLine = z.object({
  at: z.string(),
  actorName: z.string(),
  command: z.string(),
  /** Field → before and after, where something was changed. */
  changed: z.record(z.string(), z.tuple([z.unknown(), z.unknown()])),
})
export type HistoryLine = z.infer<typeof HistoryLine>

export const showPersonHistoryEndpoint = endpoint({
  method: 'GET',
  path: '/api/people/:id/history',
  summary: 'What was done to an account, by whom and when',
  permission: 'account.read',
  scope: ownCounty,
  params: personId,
  query: nothing,
  body: nothing,
  reply: z.object({ lines: z.array(HistoryLine) }),
})

/** What a staff list came to. `refused` names every wrong cell; one of them is enough to write nothing. */
export const PeopleReport = z.object({
  read: z.int(),
  people: z.array(
    z.object({ row: z.int(), username: z.string(), name: z.string(), organisation: z.string().nullable() }),
  ),
  refused: z.array(Finding),
})
export type PeopleReport = z.infer<typeof PeopleReport>

export const checkPeopleEndpoint = endpoint({
  method: 'POST',
  path: '/api/people/check-import',
  takesFile: true,
  summary: 'Judge a staff list (Excel or CSV, as a form with `file`) and write nothing',
  permission: 'person.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: PeopleReport,
  problems: ['people.file-missing', 'table.unreadable', 'table.column-missing'],
})

export const importPeopleEndpoint = endpoint({
  method: 'POST',
  path: '/api/people/import',
  takesFile: true,
  summary:
    'Add everybody of a staff list, or nobody; the initial passwords are in the answer and nowhere else',
  permission: 'person.manage',
  scope: ownCounty,
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    added: z.int(),
    passwords: z.array(z.object({ username: z.string(), name: z.string(), password: z.string() })).nullable(),
  }),
  problems: ['people.file-missing', 'people.file-faulty', 'table.unreadable', 'table.column-missing'],
})

export const peopleTemplateEndpoint = endpoint({
  method: 'GET',
  path: '/api/people/import-template',
  summary: 'An empty staff list in Excel, with the columns an import reads',
  permission: 'person.manage',
  scope: 'Anyone who may import.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.unknown(),
})

export const exportPeopleEndpoint = endpoint({
  method: 'GET',
  path: '/api/people/export',
  logged: 'person.export',
  summary: 'The accounts of the county as an Excel file; telephone numbers are masked',
  permission: 'account.read',
  scope: ownCounty,
  params: nothing,
  query: AccountFilter,
  body: nothing,
  reply: z.unknown(),
})

/** The token from now on, for a caller that sent one; null where the cookie carries it. */
export const RenewedToken = z.string().nullable()

export const changePasswordEndpoint = endpoint({
  method: 'PUT',
  path: '/api/session/password',
  summary: 'Change the own password; other sessions of oneself end, and this one gets another token',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: nothing,
  query: nothing,
  body: z.object({
    present: z.string().min(1).max(200),
    password: z.string().min(1).max(200),
  }),
  reply: z.object({ endedSessions: z.int(), token: RenewedToken }),
  problems: ['password.wrong', 'password.weak', 'session.wait', 'person.demonstration-password'],
})
