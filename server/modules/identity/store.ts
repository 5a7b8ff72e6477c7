/** The SQL of people, posts, organisations and sessions. */
import type { Organisation } from '#domain/identity/organisation.ts'
import type { Rights } from '#domain/identity/person-rules.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { sealCell } from '#platform/sealing/sealed-column.ts'
import type { Sealer } from '#platform/sealing/sealer.ts'
import { personPhone } from './sealed.ts'

export type NewPerson = {
  adcode: string
  id: string
  username: string
  name: string
  organisationId: string | null
  passwordHash: string
  posts: readonly string[]
  areaCodes: readonly string[]
  /** Posts and areas that somebody else has to grant. */
  applied?: Rights | undefined
  isDemonstration: boolean
  createdAt: Date
  phone?: string | null
  /** Somebody else chose the password. */
  mustChangePassword?: boolean
}

/** Writes new people with their posts and areas of duty. */
export function writePeople(
  { write, sealer }: { write: RowWrites; sealer: Sealer },
  people: readonly NewPerson[],
): void {
  write.insert(
    'identity.people',
    people.map((it) => ({
      adcode: it.adcode,
      id: it.id,
      username: it.username,
      name: it.name,
      organisation_id: it.organisationId,
      password_hash: it.passwordHash,
      is_demonstration: it.isDemonstration,
      created_at: it.createdAt,
      phone: sealCell(sealer, personPhone, it, it.phone ?? null),
      must_change_password: it.mustChangePassword ?? false,
      password_changed_at: it.createdAt,
      applied_posts: it.applied?.posts ?? null,
      applied_area_codes: it.applied?.areaCodes ?? null,
    })),
  )
  write.insert(
    'identity.post_holdings',
    people.flatMap((it) =>
      [...new Set(it.posts)].map((post) => ({ adcode: it.adcode, person_id: it.id, post })),
    ),
  )
  write.insert(
    'identity.duty_areas',
    people.flatMap((it) =>
      [...new Set(it.areaCodes)].map((area) => ({ adcode: it.adcode, person_id: it.id, area_code: area })),
    ),
  )
}

/** Writes organisations; one with the same id is brought up to date. */
export function writeOrganisations(
  write: RowWrites,
  adcode: string,
  organisations: readonly Organisation[],
  createdAt: Date,
): void {
  if (!organisations.length) return
  write.upsert(
    'identity.organisations',
    ['adcode', 'id'],
    organisations.map((it) => ({
      adcode,
      id: it.id,
      name: it.name,
      short_name: it.shortName,
      kind: it.kind,
      credit_code: it.creditCode,
      external_code: it.externalCode,
      parent_id: it.parentId,
      area_codes: it.areaCodes,
      aliases: it.aliases,
      is_demonstration: it.isDemonstration,
      created_at: createdAt,
    })),
    ['name', 'short_name', 'kind', 'credit_code', 'external_code', 'parent_id', 'area_codes', 'aliases'],
  )
}

export type NewSession = {
  /** What it is called in a list of sessions; no secret. */
  readonly id: string
  readonly tokenHash: string
  readonly adcode: string
  readonly personId: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly address: string | null
  readonly userAgent: string | null
  /** Set where it came through a provider. */
  readonly signOnLinkId?: string | null
  readonly hasProviderFactor?: boolean
}

/** Writes a new session. */
export function writeSession(write: RowWrites, session: NewSession): void {
  write.insert('identity.sessions', {
    id: session.id,
    token_hash: session.tokenHash,
    adcode: session.adcode,
    person_id: session.personId,
    created_at: session.createdAt,
    last_seen_at: session.createdAt,
    expires_at: session.expiresAt,
    address: session.address,
    user_agent: session.userAgent,
    sign_on_link_id: session.signOnLinkId ?? null,
    has_provider_factor: session.hasProviderFactor ?? false,
  })
}

/** Writes that the person has signed in with this device. */
export function writeKnownDevice(
  write: RowWrites,
  it: { adcode: string; personId: string; deviceHash: string; now: Date },
): void {
  write.upsert(
    'identity.known_devices',
    ['adcode', 'person_id', 'device_hash'],
    {
      adcode: it.adcode,
      person_id: it.personId,
      device_hash: it.deviceHash,
      known_since: it.now,
      last_sign_in_at: it.now,
    },
    ['last_sign_in_at'],
  )
}

/** Writes the secret of a demonstration county; it can be begun only once. */
export function writeDemonstrationSeed(
  write: RowWrites,
  seed: { adcode: string; secret: string; begunAt: Date },
): void {
  write.insert('identity.demonstration_seeds', {
    adcode: seed.adcode,
    secret: seed.secret,
    begun_at: seed.begunAt,
  })
}

/** Writes that a step of the seeding is done. */
export function writeDemonstrationStep(
  write: RowWrites,
  it: { adcode: string; step: string; doneAt: Date },
): void {
  write.upsert('identity.demonstration_steps', ['adcode', 'step'], {
    adcode: it.adcode,
    step: it.step,
    done_at: it.doneAt,
  })
}

/** Marks an account as disabled. */
export function writeDisabling(write: RowWrites, adcode: string, personId: string, at: Date): void {
  write.update('identity.people', { adcode, id: personId }, { disabled_at: at })
}

/** Opens an account again. */
export function writeEnabling(write: RowWrites, adcode: string, personId: string): void {
  write.update('identity.people', { adcode, id: personId }, { disabled_at: null })
}

type NewPassword = {
  readonly passwordHash: string
  readonly now: Date
  /** Somebody else chose it. */
  readonly mustChange?: boolean
  /** Only hashed anew: it is as old as it was. */
  readonly isSamePassword?: boolean
}

/** Replaces the password of an account. */
export function writePassword(
  write: RowWrites,
  adcode: string,
  person: { readonly id: string; readonly passwordHash: string },
  { passwordHash, now, mustChange = false, isSamePassword = false }: NewPassword,
): void {
  const changes = isSamePassword ? {} : { must_change_password: mustChange, password_changed_at: now }
  if (!isSamePassword)
    write.insert('identity.password_history', {
      adcode,
      person_id: person.id,
      replaced_at: now,
      password_hash: person.passwordHash,
    })
  write.update(
    'identity.people',
    { adcode, id: person.id, password_hash: person.passwordHash },
    { password_hash: passwordHash, ...changes },
  )
}

type Versioned = { readonly id: string; readonly version: number }

/** Writes what an administrator changed of a person, rights apart. */
export function writePersonChange(
  write: RowWrites,
  adcode: string,
  { id, version }: Versioned,
  after: {
    readonly name: string
    readonly organisationId: string | null
    /** As the row keeps it. */
    readonly keptPhone: string | null
  },
): void {
  write.update(
    'identity.people',
    { adcode, id, version },
    { name: after.name, organisation_id: after.organisationId, phone: after.keptPhone, version: version + 1 },
  )
}

/**
 * Writes the posts and areas of a person, and that nothing waits to be granted; those that go keep the day on which
 * they ended. They go first: for a moment between, an account must not hold two administrations.
 */
export function writeRights(
  write: RowWrites,
  adcode: string,
  before: Versioned & Rights,
  after: Rights,
  now: Date,
): void {
  const { id: personId, version } = before
  write.update(
    'identity.people',
    { adcode, id: personId, version },
    { applied_posts: null, applied_area_codes: null, version: version + 1 },
  )
  const rows = (was: readonly string[], is: readonly string[], column: string) => [
    ...was
      .filter((it) => !is.includes(it))
      .map((it) => ({ adcode, person_id: personId, [column]: it, ended_at: now })),
    ...is
      .filter((it) => !was.includes(it))
      .map((it) => ({ adcode, person_id: personId, [column]: it, ended_at: null })),
  ]
  write.upsert(
    'identity.post_holdings',
    ['adcode', 'person_id', 'post'],
    rows(before.posts, after.posts, 'post'),
  )
  write.upsert(
    'identity.duty_areas',
    ['adcode', 'person_id', 'area_code'],
    rows(before.areaCodes, after.areaCodes, 'area_code'),
  )
}

/**
 * Holds on to an administrator whom a decision relied on: of two administrators who close each other's account at
 * once, the second finds that the ground has moved and decides again.
 */
export function writeReliance(
  write: RowWrites,
  adcode: string,
  { id, version }: { readonly id: string; readonly version: number },
): void {
  write.update('identity.people', { adcode, id, version }, { version: version + 1 })
}

/** Writes the failures of sign-ins; guarded, so that of two at once both count. */
export function writeFailures(
  write: RowWrites,
  before: { readonly version: number } | undefined,
  it: { kind: string; key: string; count: number; lastAt: Date; waitUntil: Date | null },
): void {
  const row = { failures: it.count, last_at: it.lastAt, wait_until: it.waitUntil }
  if (before)
    write.update(
      'identity.sign_in_failures',
      { kind: it.kind, key: it.key, version: before.version },
      { ...row, version: before.version + 1 },
    )
  else write.insert('identity.sign_in_failures', { kind: it.kind, key: it.key, ...row, version: 1 })
}

/** Writes an organisation that was added by hand, or what was changed of one. */
export function writeOrganisation(
  write: RowWrites,
  adcode: string,
  it: Omit<Organisation, 'isDemonstration'>,
  before: { readonly version: number } | undefined,
  now: Date,
): void {
  const row = {
    name: it.name,
    short_name: it.shortName,
    kind: it.kind,
    credit_code: it.creditCode,
    external_code: it.externalCode,
    parent_id: it.parentId,
    area_codes: it.areaCodes,
    aliases: it.aliases,
  }
  const { id } = it
  if (before)
    write.update(
      'identity.organisations',
      { adcode, id, version: before.version },
      { ...row, version: before.version + 1 },
    )
  else write.insert('identity.organisations', { adcode, id, ...row, created_at: now })
}

/** Marks an organisation as ended. */
export function writeOrganisationEnd(
  write: RowWrites,
  adcode: string,
  { id, version }: { readonly id: string; readonly version: number },
  now: Date,
): void {
  write.update('identity.organisations', { adcode, id, version }, { ended_at: now, version: version + 1 })
}

/** Marks sessions as ended. */
export function writeSessionEnds(write: RowWrites, tokenHashes: readonly string[], endedAt: Date): void {
  write.updateMany(
    'identity.sessions',
    ['token_hash'],
    tokenHashes.map((it) => ({ token_hash: it, ended_at: endedAt })),
  )
}

/** Writes the county's security settings; the version guards them. */
export function writeSecurity(
  write: RowWrites,
  adcode: string,
  { id, version, settings }: { id: string; version: number; settings: object },
): void {
  if (version === 1) write.insert('identity.security_settings', { adcode, id, settings, version })
  else write.update('identity.security_settings', { adcode, version: version - 1 }, { settings, version })
}
