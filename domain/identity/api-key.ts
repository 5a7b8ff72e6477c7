/**
 * API keys: another system acts as itself, sees what a post of the county sees, and may do some of what that post may. It
 * never administers: no key opens accounts, grants, or reads the audit.
 */
import { defineProblem, type Problem } from '../problem.ts'
import { permissionsOf } from './permissions-of.ts'
import { findAreaRefusal } from './person-rules.ts'
import { administrationsIn, Post } from './post.ts'

/** Posts whose view a key can have. */
export const keyPosts = Post.exclude(['citizen', 'sysadmin', 'security_admin', 'audit_admin']).options
export type KeyPost = (typeof keyPosts)[number]

const mostDays = 730

export const ApiKeyProblem = {
  unknown: defineProblem<{ id: string }>('api-key.unknown', 'not-found', ({ id }) => ({
    zh: `没有这个接口密钥：${id}`,
    en: `There is no such API key: ${id}`,
  })),
  permissionBeyond: defineProblem<{ permission: string }>(
    'api-key.permission-beyond',
    'invalid',
    ({ permission }) => ({
      zh: `所选岗位没有权限“${permission}”，密钥也不能有。`,
      en: `The post chosen has no permission ${permission}, so the key cannot have it.`,
    }),
  ),
  quotaSpent: defineProblem<{ limit: number; retryAfterSeconds: number }>(
    'api-key.quota-spent',
    'too-many',
    ({ limit, retryAfterSeconds }) => ({
      zh: `这个接口密钥每分钟限 ${limit} 次请求，本分钟已用完，请在 ${retryAfterSeconds} 秒后重试。`,
      en: `This key is good for ${limit} requests a minute, and those of this minute are spent; try again in ${retryAfterSeconds} seconds.`,
    }),
  ),
  expiryWrong: defineProblem('api-key.expiry-wrong', 'invalid', () => ({
    zh: `有效期须在明天到 ${mostDays} 天之间。`,
    en: `A key is good until tomorrow at least and for ${mostDays} days at most.`,
  })),
}

/** What a key may be given of the work of `post`, by name. */
export const keyPermissionsOf = (post: KeyPost): string[] =>
  administrationsIn([post]).length ? [] : [...permissionsOf([post])].sort()

/** Why no such key may be made on `today` (`YYYY-MM-DD`); undefined when it may. */
export function findKeyRefusal(
  key: {
    readonly post: KeyPost
    readonly permissions: readonly string[]
    readonly areaCodes: readonly string[]
    readonly expiresOn: string
  },
  { adcode, today }: { readonly adcode: string; readonly today: string },
): Problem | undefined {
  const allowed = keyPermissionsOf(key.post)
  const beyond = key.permissions.find((it) => !allowed.includes(it))
  if (beyond !== undefined) return ApiKeyProblem.permissionBeyond({ permission: beyond })
  const days = (Date.parse(key.expiresOn) - Date.parse(today)) / 86_400_000
  if (!(days >= 1 && days <= mostDays)) return ApiKeyProblem.expiryWrong({})
  return findAreaRefusal(adcode, key.areaCodes)
}
