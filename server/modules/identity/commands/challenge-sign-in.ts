/** Remembers for five minutes that a password was right, while its person is asked for a code. */
import type { Command } from '#platform/act.ts'
import { writeChallenge } from '../second-factor-store.ts'

type Challenge = {
  readonly personId: string
  readonly passwordHash: string
  readonly tokenHash: string
  /** Set where a provider said who it is, and no password was typed. */
  readonly signOnLinkId?: string | null
}

const minutes = 5

export const challengeSignIn: Command<Challenge, { expiresAt: string }> = {
  name: 'session.challenge',
  permission: 'session.open',
  auditInput: ({ personId, signOnLinkId }) => ({ personId, ...(signOnLinkId && { signOnLinkId }) }),
  fingerprintInput: ({ personId }) => ({ personId }),
  async run({ adcode, now, write, concerns }, challenge) {
    const expiresAt = new Date(now.getTime() + minutes * 60_000)
    concerns(challenge.personId)
    writeChallenge(write, { ...challenge, adcode, now, expiresAt })
    return { expiresAt: expiresAt.toISOString() }
  },
}
