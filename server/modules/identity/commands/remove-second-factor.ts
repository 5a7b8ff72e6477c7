/** Gives up the own second factor, unless a post asks for one; the session gets another token. */
import { SecurityProblem } from '#domain/identity/security-problems.ts'
import type { Command } from '#platform/act.ts'
import { getSecurity } from '../security-settings.ts'
import { planRenewal, type Renewal } from './renew-session.ts'
import { planCodeUse } from './use-code.ts'

type Remove = { readonly code: string; readonly renewal: Renewal }
type Removed = { readonly endedSessions: number; readonly expiresAt: string }

export const removeSecondFactor: Command<Remove, Removed> = {
  name: 'second-factor.remove',
  permission: 'signed-in',
  auditInput: () => ({}),
  fingerprintInput: () => ({}),
  async run(context, { code, renewal }) {
    const { db, adcode, actor, now, concerns } = context
    const { secondFactorPosts } = await getSecurity(db, adcode)
    if (secondFactorPosts.some((it) => actor.posts.includes(it))) throw SecurityProblem.required({})
    concerns(actor.id)
    await planCodeUse(context, actor.id, code, { ended_at: now })
    return planRenewal(context, renewal)
  },
}
