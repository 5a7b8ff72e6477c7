/**
 * Signing in through a provider of the place (统一身份认证, OpenID Connect): what a county says of one, and what its answer is
 * worth. A provider says who somebody is; what they may do here, and that there is an account at all, the county says.
 */
import { z } from 'zod'
import { administrationsIn } from './post.ts'

/** What a provider is called in addresses; its address of return hangs on it, so it never changes. */
export const ProviderCode = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/)

const longestPath = 500

/** Whether `text` is a path inside the desk: never another site, whatever a browser makes of strokes and spaces. */
export const isInnerPath = (text: string): boolean =>
  text.length <= longestPath && /^\/(?![/\\])[^\\\s]*$/.test(text) && !/[^\u0020-\uffff]/.test(text)

/** Where in the desk somebody goes on after signing in. */
export const InnerPath = z.string().refine(isInnerPath)

/** `text` as an address, if it is one; the oldest browser has no function that only asks. */
function readAddress(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

const isOrigin = (text: string): boolean => readAddress(text)?.origin === text

/** What a county sets of a provider, its secret apart. */
export const ProviderSettings = z.object({
  /** What stands on its button. */
  nameZh: z.string().trim().min(1).max(30),
  nameEn: z.string().trim().min(1).max(40),
  /** As it names itself; its description lies below it at `/.well-known/openid-configuration`. */
  issuer: z.string().trim().max(300),
  clientId: z.string().trim().min(1).max(200),
  /** What is asked for beside `openid`. */
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,60}$/)).max(20),
  /** How people reach this house, `https://county.example`; the provider sends them back to it. */
  houseUrl: z.string().trim().max(200).refine(isOrigin),
  /** The claim that is compared with user names where a subject is met for the first time; null for never. */
  matchClaim: z
    .string()
    .regex(/^[\w.:/-]{1,100}$/)
    .nullable(),
  /** Values of `acr` or `amr` by which the second factor of the provider counts as one here; none for never. */
  factorValues: z.array(z.string().trim().min(1).max(100)).max(20),
  /** Whether signing out here ends the session at the provider too, where it offers that. */
  endsAtProvider: z.boolean(),
  isOn: z.boolean(),
})
export type ProviderSettings = z.infer<typeof ProviderSettings>

const loopback = ['localhost', '127.0.0.1', '[::1]']

/** Whether a host is this very machine. */
export const isLoopback = ({ hostname }: URL): boolean => loopback.includes(hostname)

/** Whether the house speaks to this machine without encryption, as it may where everything is made up. */
export type Allowed = { readonly allowsLoopback: boolean }

/** Whether the house may speak to `address`, or send a browser there. */
export const isSafeAddress = (address: string, { allowsLoopback }: Allowed): boolean => {
  const url = readAddress(address)
  if (!url) return false
  const isEncrypted = url.protocol === 'https:'
  return isEncrypted || (allowsLoopback && url.protocol === 'http:' && isLoopback(url))
}

/** Whether `issuer` may name a provider (OpenID Connect Discovery 1.0, 3: no query, no fragment). */
export const isSoundIssuer = (issuer: string, allowed: Allowed): boolean => {
  if (!isSafeAddress(issuer, allowed)) return false
  const { username, password, search, hash } = new URL(issuer)
  return !username && !password && !search && !hash
}

/** Where a provider sends people back to. Each has an address of its own, so that none can answer for another. */
export const returnAddressOf = (houseUrl: string, code: string): string => `${houseUrl}/desk/sign-on/${code}`

/** Whether others than the person may tie an account to a provider: never one that administers. */
export const mayBeLinkedByOthers = (posts: readonly string[]): boolean =>
  administrationsIn(posts).length === 0

export type Claims = Readonly<Record<string, unknown>>

/** Claims that are worth something only where the provider has verified them. */
const verifiedBy: Readonly<Record<string, string>> = {
  email: 'email_verified',
  phone_number: 'phone_number_verified',
}

/** The user name that claims speak of by the claim a county compares; undefined where they say nothing sure. */
export function matchedName(claims: Claims, matchClaim: string | null): string | undefined {
  if (matchClaim === null) return undefined
  const proof = verifiedBy[matchClaim]
  if (proof && claims[proof] !== true) return undefined
  const value = claims[matchClaim]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Whether the provider asked for a second factor that counts here. */
export function countsAsSecondFactor({ acr, amr }: Claims, factorValues: readonly string[]): boolean {
  const told = [acr, ...(Array.isArray(amr) ? amr : [])]
  return told.some((it) => typeof it === 'string' && factorValues.includes(it))
}

/** A subject as it is told to people and kept in logs: it may be a number of a person. */
export const maskSubject = (subject: string): string =>
  subject.length > 8 ? `${subject.slice(0, 3)}…${subject.slice(-2)}` : `${subject.slice(0, 1)}…`
