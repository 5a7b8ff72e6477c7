/**
 * Who a session token belongs to, with everything the door and the policies need. A found session is kept in
 * memory for half a second, so that a burst of requests asks once and a withdrawn right still ends within a second.
 * What the person does to the own session is seen at once, where it was done. A session that nobody uses ends; that it is
 * used is written once a minute and by no act, since it changes nothing of the county.
 */
import { type MergedPosts, permissionsOf } from '#domain/identity/permissions-of.ts'
import { Post } from '#domain/identity/post.ts'
import { daysToTell, passwordEnd, type SecuritySettings } from '#domain/identity/security-settings.ts'
import type { Actor } from '#platform/actor.ts'
import { type Clock, steadyMilliseconds } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import { isDiskFull } from '#platform/database/database-errors.ts'
import type { Listener } from '#platform/relay/relay.ts'
import { createKeyQuota } from '../key-quota.ts'
import { changesRights } from '../rights-changes.ts'
import { getSecurity } from '../security-settings.ts'
import { hashToken } from '../session-token.ts'
import { isLinkGood } from '../sign-on/queries/is-link-good.ts'
import { type FoundKey, findKey, isApiKey, markKeyUsed } from './find-key.ts'

export type Session = Actor & {
  readonly username: string
  /** What the session is called in a list of sessions; no secret. */
  readonly sessionId: string
  readonly organisationName: string | null
  readonly expiresAt: Date
  readonly isDemonstration: boolean
  /** Somebody else chose the password; the session is good for choosing another and for nothing else. */
  readonly mustChangePassword: boolean
  /** Days until another password is asked for, where the person is to be told. */
  readonly passwordDaysLeft: number | null
  /** A post of theirs asks for a second factor, and they have none yet: the session is good for nothing else. */
  readonly mustEnrolSecondFactor: boolean
}

type Row = {
  adcode: string
  id: string
  username: string
  name: string
  organisation_id: string | null
  organisation_name: string | null
  is_demonstration: boolean
  expires_at: Date
  must_change_password: boolean
  password_changed_at: Date
  has_second_factor: boolean
  has_provider_factor: boolean
  session_id: string
  last_seen_at: Date
  posts: string[] | null
  areas: string[] | null
}

const statement = `
  select p.adcode, p.id, p.username, p.name, p.organisation_id, o.name as organisation_name, p.is_demonstration,
    s.expires_at, p.must_change_password, p.password_changed_at, s.id as session_id, s.last_seen_at, s.has_provider_factor,
    (select array_agg(h.post order by h.post) from identity.post_holdings h where h.adcode = p.adcode and h.person_id = p.id and h.ended_at is null) as posts,
    exists (select from identity.second_factors f where f.adcode = p.adcode and f.person_id = p.id
      and f.confirmed_at is not null and f.ended_at is null) as has_second_factor,
    (select array_agg(d.area_code) from identity.duty_areas d where d.adcode = p.adcode and d.person_id = p.id and d.ended_at is null) as areas
  from identity.sessions s
  join identity.people p on p.adcode = s.adcode and p.id = s.person_id
  left join identity.organisations o on o.adcode = p.adcode and o.id = p.organisation_id
  where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and p.disabled_at is null
    and ($3::timestamptz is null or s.last_seen_at > $3) and s.last_seen_at <= $4 and ${isLinkGood('s')}`

/** A session last used later than now was opened while the clock was ahead; beyond this it would last for years. */
const mostAhead = 2 * 3_600_000
const rememberMilliseconds = 500
const minute = 60_000

/** A look at a token: `isUse` where a person is at work with it, `isCounted` where it is a request of its own. */
type Look = { readonly isUse: boolean; readonly isCounted?: boolean }

export type SessionFinder = {
  /** Who the token belongs to; use keeps it from ending unused, and a key is held to its requests a minute. */
  (token: string, how?: Look): Promise<Session | undefined>
  /** The next question about this token is asked of the database. */
  forget(token: string): void
  /** The next question about somebody whose rights or sessions were changed is asked of the database. */
  readonly hear: Listener
}

type Remembered = { readonly session: Session | undefined; readonly until: number; seenAt: Date }

/** Makes the finder that the web server asks at every request. */
export function createSessionFinder(parts: {
  database: Database
  clock: Clock
  isProduction: boolean
  /** After so many minutes without use a session ends; without it, or with 0, it does not. */
  idleMinutes?: number
  /** Which posts the county merges; without it none. */
  findMergedPosts?: (adcode: string) => Promise<MergedPosts>
}): SessionFinder {
  // The database is asked for late: where routes and finder need each other, the house is not open yet.
  const { clock } = parts
  const idleMilliseconds = (parts.idleMinutes ?? 0) * minute
  const remembered = new Map<string, Remembered>()
  const quota = createKeyQuota(() => parts.database)
  const toWholeSession = async (row: Row, now: Date): Promise<Session> => {
    const [security, mergedPosts] = await Promise.all([
      getSecurity(parts.database, row.adcode),
      parts.findMergedPosts?.(row.adcode),
    ])
    return toSession(row, security, now, mergedPosts)
  }
  const askKey = async (hash: string, now: Date): Promise<Remembered> => {
    const found = await findKey(parts.database, hash, now)
    const session = found && toKeySession(found)
    const until = steadyMilliseconds() + rememberMilliseconds
    return { session, until, seenAt: found?.lastUsedAt ?? new Date(0) }
  }
  const ask = async (token: string, hash: string): Promise<Remembered> => {
    const now = clock.now()
    if (isApiKey(token)) return askKey(hash, now)
    const idleSince = idleMilliseconds ? new Date(now.getTime() - idleMilliseconds) : null
    const [row] = await parts.database.rows<Row>(statement, [
      hash,
      now,
      idleSince,
      new Date(now.getTime() + mostAhead),
    ])
    const isWelcome = row && !(parts.isProduction && row.is_demonstration)
    const session = isWelcome ? await toWholeSession(row, now) : undefined
    return { session, until: steadyMilliseconds() + rememberMilliseconds, seenAt: row?.last_seen_at ?? now }
  }
  const isFresh = ({ until, seenAt, session }: Remembered): boolean =>
    until > steadyMilliseconds() &&
    !(idleMilliseconds && !session?.isKey && clock.now().getTime() - seenAt.getTime() >= idleMilliseconds)
  const find = async (token: string, how?: Look): Promise<Session | undefined> => {
    const hash = hashToken(token)
    const known = remembered.get(hash)
    const found = known && isFresh(known) ? known : await ask(token, hash)
    if (remembered.size > 10_000) remembered.clear()
    if (found !== known) remembered.set(hash, found)
    const now = clock.now()
    // A disk that is full keeps a key from reading no more than a person.
    if (how?.isCounted && found.session?.isKey)
      await quota.take(found.session, now).catch((error: unknown) => {
        if (!isDiskFull(error)) throw error
      })
    if (found.session && how?.isUse && now.getTime() - found.seenAt.getTime() >= minute) {
      const { seenAt } = found
      found.seenAt = now
      const marked = found.session.isKey
        ? markKeyUsed(parts.database, found.session, now)
        : markSeen(parts.database, hash, now)
      await marked.catch((error: unknown) => {
        found.seenAt = seenAt
        // A full disk must not keep anybody from reading; the next request marks it again.
        if (!isDiskFull(error)) throw error
      })
    }
    return found.session
  }
  const forget = (token: string): void => void remembered.delete(hashToken(token))
  const hear: Listener = (announcements) => {
    for (const it of announcements) {
      if (!changesRights(it)) continue
      for (const [hash, { session }] of remembered)
        if (session?.id === it.subjectId && session.sessionId !== it.data['renewedId'])
          remembered.delete(hash)
    }
  }
  return Object.assign(find, { forget, hear })
}

const markSeen = (database: Database, tokenHash: string, now: Date): Promise<unknown> =>
  database.rows(
    'update identity.sessions set last_seen_at = $2 where token_hash = $1 and last_seen_at < $2',
    [tokenHash, now],
  )

const toKeySession = ({ actor, expiresAt }: FoundKey): Session => ({
  ...actor,
  username: actor.name,
  sessionId: actor.id,
  expiresAt,
  isDemonstration: false,
  mustChangePassword: false,
  passwordDaysLeft: null,
  mustEnrolSecondFactor: false,
})

function toSession(row: Row, security: SecuritySettings, now: Date, mergedPosts: MergedPosts = {}): Session {
  const posts = (row.posts ?? []).map((post) => Post.parse(post))
  const { password, secondFactorPosts } = security
  // The passwords of demonstration accounts follow from their county and cannot be changed.
  const end = row.is_demonstration ? null : passwordEnd(row.password_changed_at, password)
  const mustChangePassword = row.must_change_password || (end !== null && end <= now)
  const hasFactor = row.has_second_factor || row.has_provider_factor
  const mustEnrolSecondFactor = !hasFactor && posts.some((it) => secondFactorPosts.includes(it))
  return {
    id: row.id,
    name: row.name,
    username: row.username,
    sessionId: row.session_id,
    adcode: row.adcode,
    posts,
    permissions: mustChangePassword || mustEnrolSecondFactor ? new Set() : permissionsOf(posts, mergedPosts),
    organisationId: row.organisation_id,
    organisationName: row.organisation_name,
    areaCodes: row.areas ?? [],
    expiresAt: row.expires_at,
    isDemonstration: row.is_demonstration,
    mustChangePassword,
    passwordDaysLeft: end && daysToTell(row.password_changed_at, password, now),
    mustEnrolSecondFactor,
  }
}
