/** Endpoints of people, posts, organisations and sessions. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { PhoneNumber } from '../personal-data.ts'
import { Organisation } from './organisation.ts'
import { Post } from './post.ts'

const nothing = z.object({})

export const SessionView = z.object({
  person: z.object({ id: z.uuid(), username: z.string(), name: z.string() }),
  posts: z.array(z.object({ code: Post, zh: z.string(), en: z.string() })),
  permissions: z.array(z.string()),
  adcode: z.string(),
  organisation: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  areaCodes: z.array(z.string()),
  expiresAt: z.string(),
  demonstration: z.boolean(),
  /** The password was chosen by somebody else; until the person chooses another, nothing else can be done. */
  mustChangePassword: z.boolean(),
  /** Days until the county asks for another password, where they are few. */
  passwordDaysLeft: z.int().nullable(),
  /** A post asks for a second factor and there is none yet; until there is one, nothing else can be done. */
  mustEnrolSecondFactor: z.boolean(),
})
export type SessionView = z.infer<typeof SessionView>

export const signInEndpoint = endpoint({
  method: 'POST',
  path: '/api/session',
  summary: 'Sign in; sets the session cookie and returns the token for other clients',
  permission: 'public',
  scope: 'Anyone with an account of this installation.',
  params: nothing,
  query: nothing,
  body: z.object({
    username: z.string().min(1).max(100).meta({ description: '用户名 user name' }),
    password: z.string().min(1).max(200).meta({ description: '密码 password' }),
  }),
  reply: SessionView.extend({ token: z.string() }),
  problems: ['session.wrong-sign-in', 'session.wait', 'session.demonstration-refused'],
})

export const showSessionEndpoint = endpoint({
  method: 'GET',
  path: '/api/session',
  summary: 'Who is signed in, with posts and permissions',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: SessionView,
})

export const signOutEndpoint = endpoint({
  method: 'DELETE',
  path: '/api/session',
  summary: 'Sign out; the session ends on the server, and the answer tells where to end it at a provider',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({
    ended: z.literal(true),
    /** The page of the provider through which the session came, where it is to end there too. */
    continueAt: z.string().nullable(),
  }),
})

export const listOrganisationsEndpoint = endpoint({
  method: 'GET',
  path: '/api/organisations',
  summary: 'Organisations of the county',
  permission: 'organisation.read',
  scope: 'The own county.',
  params: nothing,
  query: z.object({ kind: z.string().optional() }),
  body: nothing,
  reply: z.object({ organisations: z.array(Organisation) }),
})

export const PersonView = z.object({
  id: z.uuid(),
  name: z.string(),
  username: z.string(),
  organisationId: z.uuid().nullable(),
  posts: z.array(Post),
  areaCodes: z.array(z.string()),
})
export type PersonView = z.infer<typeof PersonView>

export const listPeopleEndpoint = endpoint({
  method: 'GET',
  path: '/api/people',
  summary: 'People by post and organisation, to choose from',
  permission: 'person.read',
  scope: 'The own county; a unit sees its own people only.',
  params: nothing,
  query: z.object({ post: Post.optional(), organisationId: z.uuid().optional() }),
  body: nothing,
  reply: z.object({ people: z.array(PersonView) }),
})

export const createPersonEndpoint = endpoint({
  method: 'POST',
  path: '/api/people',
  summary: 'Open an account; posts and areas are applied for, and granted by the security administrator',
  permission: 'person.manage',
  scope: 'The own county.',
  params: nothing,
  query: nothing,
  body: z.object({
    username: z.string().regex(/^[a-z][a-z0-9_.-]{1,40}$/),
    name: z.string().min(1).max(50),
    /** Without one a password is made, which the answer shows once. Either must be changed at the first sign-in. */
    password: z.string().min(10).max(200).optional(),
    organisationId: z.uuid().nullable().default(null),
    posts: z.array(Post).min(1),
    areaCodes: z.array(z.string()).default([]),
    phone: PhoneNumber.nullable().default(null),
  }),
  reply: z.object({ id: z.uuid(), password: z.string().nullable() }),
  problems: [
    'person.username-taken',
    'person.area-outside',
    'person.administrations-combined',
    'password.weak',
    'organisation.unknown',
    'organisation.ended',
  ],
})
