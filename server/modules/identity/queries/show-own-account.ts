/** Where the person who asks is signed in, and what was tried under their name. */
import type { z } from 'zod'
import type { OwnSession, SignInTry, showOwnAccountEndpoint } from '#domain/identity/own-account-contract.ts'
import { passwordEnd } from '#domain/identity/security-settings.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { nameBrowser } from '../browser-name.ts'
import { getSecurity } from '../security-settings.ts'
import { findSecondFactor, isOn, listRecoveryHashes } from './find-second-factor.ts'
import type { Session } from './find-session.ts'

type SessionRow = {
  id: string
  signedInAt: Date
  lastSeenAt: Date
  expiresAt: Date
  address: string | null
  userAgent: string | null
}

/** The open sessions of a person, the one used last first; what nobody has used for too long is left out. */
export async function listOwnSessions(
  db: Database,
  { adcode, id, sessionId }: Session,
  now: Date,
  idleSince: Date | null,
): Promise<OwnSession[]> {
  const rows = await db.rows<SessionRow>(
    `select id, created_at as "signedInAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt", address,
       user_agent as "userAgent"
     from identity.sessions
     where adcode = $1 and person_id = $2 and ended_at is null and expires_at > $3
       and ($4::timestamptz is null or last_seen_at > $4)
     order by id = $5 desc, last_seen_at desc`,
    [adcode, id, now, idleSince, sessionId],
  )
  return rows.map(({ userAgent, signedInAt, lastSeenAt, expiresAt, ...it }) => ({
    ...it,
    isThis: it.id === sessionId,
    signedInAt: signedInAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...nameBrowser(userAgent),
  }))
}

type TryRow = { at: Date; isRefused: boolean; address: string | null; userAgent: string | null }

/** The newest sign-ins under the name of a person, as the audit lines tell them. */
export async function listSignIns(db: Database, adcode: string, personId: string): Promise<SignInTry[]> {
  const rows = await db.rows<TryRow>(
    `select at, command <> 'session.open' as "isRefused", input->>'address' as address,
       input->>'userAgent' as "userAgent"
     from platform.audit_entries
     where adcode = $1 and subject_id = $2 and command in ('session.open', 'session.refuse', 'sign-on.refuse')
     order by at desc limit 20`,
    [adcode, personId],
  )
  return rows.map(({ at, userAgent, ...it }) => ({ ...it, at: at.toISOString(), ...nameBrowser(userAgent) }))
}

type Shown = z.input<typeof showOwnAccountEndpoint.reply>

async function showPassword(
  db: Database,
  { adcode, id, isDemonstration }: Session,
): Promise<Shown['password']> {
  const { password: rule } = await getSecurity(db, adcode)
  const [row] = await db.rows<{ changedAt: Date }>(
    'select password_changed_at as "changedAt" from identity.people where adcode = $1 and id = $2',
    [adcode, id],
  )
  const changedAt = row?.changedAt ?? new Date(0)
  const endsAt = isDemonstration ? null : passwordEnd(changedAt, rule)
  return { changedAt: changedAt.toISOString(), endsAt: endsAt?.toISOString() ?? null, rule }
}

async function showSecondFactor(
  db: Database,
  { adcode, id, posts }: Session,
): Promise<Shown['secondFactor']> {
  const [{ secondFactorPosts }, factor, codes] = await Promise.all([
    getSecurity(db, adcode),
    findSecondFactor(db, adcode, id),
    listRecoveryHashes(db, adcode, id),
  ])
  const since = isOn(factor) ? (factor?.confirmedAt?.toISOString() ?? null) : null
  const isRequired = secondFactorPosts.some((it) => posts.includes(it))
  return { since, codesLeft: since ? codes.length : 0, isRequired }
}

export const showOwnAccount = (idleMinutes: number): Query<object, Shown> => ({
  name: 'account.show-own',
  async run({ db, actor, now }) {
    const idleSince = idleMinutes ? new Date(now.getTime() - idleMinutes * 60_000) : null
    const session = actor as Session
    const [password, secondFactor, sessions, signIns] = await Promise.all([
      showPassword(db, session),
      showSecondFactor(db, session),
      listOwnSessions(db, session, now, idleSince),
      listSignIns(db, actor.adcode, actor.id),
    ])
    return { password, secondFactor, sessions, signIns }
  },
})
