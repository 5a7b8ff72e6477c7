/** Keeps that somebody came from a provider and was not let in, and why; who asks is told less. */
import { maskSubject } from '#domain/identity/sign-on.ts'
import type { Command } from '#platform/act.ts'

/** Why somebody was refused. */
export type SignOnRefusal =
  /** The provider, or the person at it, broke off. */
  | 'declined'
  /** The answer of the provider did not stand up to the checks. */
  | 'answer-wrong'
  | 'unavailable'
  /** No account is linked, and none was found by the claim. */
  | 'unlinked'
  /** The account is closed. */
  | 'closed'
  /** Sign-ins to the account have failed too often. */
  | 'waits'
  /** The account administers, and somebody else made the link. */
  | 'administrator'
  /** A demonstration account where real people work. */
  | 'demonstration'

export type RefuseSignOn = {
  readonly code: string
  readonly reason: SignOnRefusal
  /** What exactly did not fit, for whoever looks after the provider. */
  readonly detail?: string | undefined
  readonly subject: string | null
  readonly personId: string | null
  readonly address: string
  readonly userAgent: string | null
}

const told = ({ subject, personId: _, ...it }: RefuseSignOn) => ({
  ...it,
  subject: subject === null ? null : maskSubject(subject),
})

export const refuseSignOn: Command<RefuseSignOn, { reason: SignOnRefusal }> = {
  name: 'sign-on.refuse',
  permission: 'session.open',
  auditInput: told,
  fingerprintInput: told,
  async run({ concerns }, { personId, reason }) {
    if (personId) concerns(personId)
    return { reason }
  },
}
