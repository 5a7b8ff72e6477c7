/** Endpoints of the second factor: the second step of signing in, and taking one into use or giving it up. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { RenewedToken } from './account-contract.ts'
import { SessionView } from './contract.ts'

const nothing = z.object({})
const Password = z.string().min(1).max(200)
/** Six digits of the device, or one of the codes for its loss. */
const Code = z.string().trim().min(6).max(20).meta({ description: '动态口令或恢复码 code or recovery code' })
/** Shown once; null when the same request came before, since they are kept nowhere. */
const RecoveryCodes = z.array(z.string()).nullable()
const own = { permission: 'signed-in', scope: 'Oneself.', params: nothing, query: nothing } as const

export const finishSignInEndpoint = endpoint({
  method: 'POST',
  path: '/api/session/code',
  summary:
    'The second step of signing in, after session.code-needed; sets the session cookie and returns the token',
  permission: 'public',
  scope: 'Whoever has just shown the right password.',
  params: nothing,
  query: nothing,
  body: z.object({
    /** From the details of `session.code-needed`; good for five minutes. */
    challenge: z.string().min(20).max(100),
    code: Code,
  }),
  reply: SessionView.extend({ token: z.string() }),
  problems: ['session.challenge-over', 'second-factor.wrong-code', 'session.wait'],
})

export const beginSecondFactorEndpoint = endpoint({
  ...own,
  method: 'POST',
  path: '/api/account/second-factor',
  summary: 'Begin a second factor: the secret for an authenticator, which a code has to confirm',
  body: z.object({ password: Password }),
  reply: z.object({ secret: z.string(), uri: z.string() }),
  problems: ['password.wrong', 'second-factor.already', 'session.wait'],
})

export const confirmSecondFactorEndpoint = endpoint({
  ...own,
  method: 'POST',
  path: '/api/account/second-factor/confirm',
  summary: 'Take the second factor into use; other sessions end, and this one gets another token',
  body: z.object({ code: z.string().regex(/^\d{6}$/) }),
  reply: z.object({ recoveryCodes: RecoveryCodes, endedSessions: z.int(), token: RenewedToken }),
  problems: ['second-factor.not-begun', 'second-factor.already', 'second-factor.wrong-code'],
})

export const removeSecondFactorEndpoint = endpoint({
  ...own,
  method: 'POST',
  path: '/api/account/second-factor/remove',
  summary: 'Give up the second factor; other sessions end, and this one gets another token',
  body: z.object({ password: Password, code: Code }),
  reply: z.object({ endedSessions: z.int(), token: RenewedToken }),
  problems: [
    'password.wrong',
    'second-factor.none',
    'second-factor.required',
    'second-factor.wrong-code',
    'session.wait',
  ],
})

export const renewRecoveryCodesEndpoint = endpoint({
  ...own,
  method: 'POST',
  path: '/api/account/recovery-codes',
  summary: 'Make new codes for the loss of the device; those from before are good for nothing more',
  body: z.object({ password: Password, code: Code }),
  reply: z.object({ recoveryCodes: RecoveryCodes }),
  problems: ['password.wrong', 'second-factor.none', 'second-factor.wrong-code', 'session.wait'],
})
