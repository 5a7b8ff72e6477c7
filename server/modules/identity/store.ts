/** The SQL of people, posts, organisations and sessions. */
import type { Organisation } from '#domain/identity/organisation.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'

export type NewPerson = {
  adcode: string
  id: string
  username: string
  name: string
  organisationId: string | null
  passwordHash: string
  posts: readonly string[]
  areaCodes: readonly string[]
  isDemonstration: boolean
  createdAt: Date
}

/** Writes new people with their posts and areas of duty. */
export function writePeople(write: RowWrites, people: readonly NewPerson[]): void {
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

/** Writes a new session. */
export function writeSession(
  write: RowWrites,
  session: { tokenHash: string; adcode: string; personId: string; createdAt: Date; expiresAt: Date },
): void {
  write.insert('identity.sessions', {
    token_hash: session.tokenHash,
    adcode: session.adcode,
    person_id: session.personId,
    created_at: session.createdAt,
    expires_at: session.expiresAt,
  })
}

/** Marks a session as ended. */
export function writeSessionEnd(write: RowWrites, tokenHash: string, endedAt: Date): void {
  write.update('identity.sessions', { token_hash: tokenHash }, { ended_at: endedAt })
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

/** Replaces the password of an account. */
export function writePassword(
  write: RowWrites,
  adcode: string,
  personId: string,
  passwordHash: string,
): void {
  write.update('identity.people', { adcode, id: personId }, { password_hash: passwordHash })
}

/** Marks sessions as ended. */
export function writeSessionEnds(write: RowWrites, tokenHashes: readonly string[], endedAt: Date): void {
  write.updateMany(
    'identity.sessions',
    ['token_hash'],
    tokenHashes.map((it) => ({ token_hash: it, ended_at: endedAt })),
  )
}
