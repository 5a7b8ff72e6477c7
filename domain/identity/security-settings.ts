/**
 * By which rules passwords are made in a county, and who must sign in with a second factor. Two norms contradict each other:
 * GB/T 22239 at level 3 (as it is commonly judged) wants several kinds of characters and a change every so often, NIST SP
 * 800-63B forbids asking for either and wants length. Both ship, and the county chooses.
 */
import { z } from 'zod'
import type { MergedPosts } from './permissions-of.ts'
import { permissionsOf } from './permissions-of.ts'
import { Post, postCodes } from './post.ts'

export const passwordProfiles = ['level3', 'nist'] as const
export const PasswordProfile = z.enum(passwordProfiles)
export type PasswordProfile = z.infer<typeof PasswordProfile>

/** What is asked of a password. */
export const PasswordRule = z.object({
  profile: PasswordProfile,
  /** Fewest characters. */
  fewest: z.int().min(8).max(18),
  /** Days after which another is asked for; 0 for never. */
  changeDays: z.int().min(0).max(365),
  /** Days before that on which the person is told. */
  warnDays: z.int().min(0).max(60),
  /** How many of the last ones do not come again. */
  history: z.int().min(0).max(24),
})
export type PasswordRule = z.infer<typeof PasswordRule>

/** The profiles as they ship. */
export const shippedRules: Readonly<Record<PasswordProfile, PasswordRule>> = {
  level3: { profile: 'level3', fewest: 10, changeDays: 90, warnDays: 7, history: 5 },
  nist: { profile: 'nist', fewest: 10, changeDays: 0, warnDays: 0, history: 0 },
}

/** Of how many of the four kinds (capitals, small letters, digits, others) a password must have something. */
export const kindsAsked: Readonly<Record<PasswordProfile, number>> = { level3: 3, nist: 1 }

export const SecuritySettings = z.object({
  password: PasswordRule,
  /** Whoever holds one of these posts can do nothing before having a second factor. */
  secondFactorPosts: z.array(Post),
})
export type SecuritySettings = z.infer<typeof SecuritySettings>

/** Rights over other people's accounts and data: to grant, to unmask, to take out of the house, to read the log. */
const graveRights = [
  'person.manage',
  'person.authorise',
  'security.manage',
  'audit.read',
  'audit.export',
  'report.read-caller',
  'case.export',
  'case.import',
]

/** The posts that hold such a right. */
export const gravePosts = (mergedPosts: MergedPosts = {}): Post[] =>
  postCodes.filter((post) => {
    const permissions = permissionsOf([post], mergedPosts)
    return graveRights.some((it) => permissions.has(it))
  })

/** What counts until the county says otherwise: strict where real people work, easy where everything is made up. */
export const shippedSecurity = (isProduction: boolean): SecuritySettings =>
  isProduction
    ? { password: shippedRules.level3, secondFactorPosts: gravePosts() }
    : { password: shippedRules.nist, secondFactorPosts: [] }

const day = 86_400_000

/** When a password chosen at `changedAt` must be replaced; null for never. */
export const passwordEnd = (changedAt: Date, { changeDays }: PasswordRule): Date | null =>
  changeDays ? new Date(changedAt.getTime() + changeDays * day) : null

/** Whole days that are left, where the person is to be told; null before that, and where none is asked for. */
export function daysToTell(changedAt: Date, rule: PasswordRule, now: Date): number | null {
  const end = passwordEnd(changedAt, rule)
  if (!end) return null
  const left = Math.max(0, Math.ceil((end.getTime() - now.getTime()) / day))
  return left <= rule.warnDays ? left : null
}
