/** How a person likes the desk; kept on the server, so that it follows to another PC. Holds nothing of a case. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'

const nothing = z.object({})

/** Names are the screens' own, such as `cases.columns`. */
export const PreferenceName = z
  .string()
  .regex(/^[a-z][a-z-]*(\.[a-z][a-z-]*){0,3}$/)
  .max(60)

const mostCharacters = 4000

/** A small value of any JSON kind; `null` means as delivered. */
export const PreferenceValue = z
  .unknown()
  .refine((it) => it !== undefined, { error: '缺少内容 a value is missing', abort: true })
  .refine((it) => JSON.stringify(it).length <= mostCharacters, { error: '内容过长 too long' })

export const listPreferencesEndpoint = endpoint({
  method: 'GET',
  path: '/api/preferences',
  summary: 'How the signed-in person likes the desk',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: nothing,
  query: nothing,
  body: nothing,
  reply: z.object({ preferences: z.record(z.string(), z.unknown()) }),
})

export const putPreferenceEndpoint = endpoint({
  method: 'PUT',
  path: '/api/preferences/:name',
  summary: 'Keep how one likes the desk',
  permission: 'signed-in',
  scope: 'Oneself.',
  params: z.object({ name: PreferenceName }),
  query: nothing,
  body: z.object({ value: PreferenceValue }),
  reply: z.object({ name: z.string() }),
})
