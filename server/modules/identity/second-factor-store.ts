/** The rows of second factors, of the codes for their loss, and of sign-ins that wait for a code. */
import type { RowWrites } from '#platform/database/row-writes.ts'
import { cellContext } from '#platform/sealing/sealer.ts'
import type { SecondFactor } from './queries/find-second-factor.ts'
import { factorSecret } from './sealed.ts'

/** To what the secret of a person is sealed. */
export const secretContext = (adcode: string, personId: string): string =>
  cellContext(factorSecret.table, factorSecret.column, adcode, personId)

/** Writes a second factor that is begun, in the place of an earlier one if there was any. */
export function writeFactorBegin(
  write: RowWrites,
  adcode: string,
  personId: string,
  before: SecondFactor | undefined,
  it: { readonly secretSealed: string; readonly now: Date },
): void {
  const row = {
    secret_sealed: it.secretSealed,
    begun_at: it.now,
    confirmed_at: null,
    ended_at: null,
    last_step: 0,
  }
  if (before) writeFactor(write, adcode, personId, before, row)
  else write.insert('identity.second_factors', { adcode, person_id: personId, ...row, version: 1 })
}

/** Changes a second factor; its version guards it. */
export function writeFactor(
  write: RowWrites,
  adcode: string,
  personId: string,
  { version }: Pick<SecondFactor, 'version'>,
  changes: Readonly<Record<string, unknown>>,
): void {
  write.update(
    'identity.second_factors',
    { adcode, person_id: personId, version },
    { ...changes, version: version + 1 },
  )
}

/** Writes new codes for the loss of a second factor. */
export function writeRecoveryCodes(
  write: RowWrites,
  adcode: string,
  personId: string,
  hashes: readonly string[],
  now: Date,
): void {
  write.insert(
    'identity.recovery_codes',
    hashes.map((it) => ({ adcode, person_id: personId, code_hash: it, made_at: now })),
  )
}

/** Marks such codes as good for nothing more. */
export function writeRecoveryUses(
  write: RowWrites,
  adcode: string,
  personId: string,
  hashes: readonly string[],
  now: Date,
): void {
  write.updateMany(
    'identity.recovery_codes',
    ['adcode', 'person_id', 'code_hash'],
    hashes.map((it) => ({ adcode, person_id: personId, code_hash: it, used_at: now })),
  )
}

/** Writes that a password was right and its person is asked for a code. */
export function writeChallenge(
  write: RowWrites,
  it: {
    readonly tokenHash: string
    readonly adcode: string
    readonly personId: string
    readonly passwordHash: string
    readonly signOnLinkId?: string | null
    readonly now: Date
    readonly expiresAt: Date
  },
): void {
  write.insert('identity.sign_in_challenges', {
    token_hash: it.tokenHash,
    adcode: it.adcode,
    person_id: it.personId,
    password_hash: it.passwordHash,
    sign_on_link_id: it.signOnLinkId ?? null,
    created_at: it.now,
    expires_at: it.expiresAt,
  })
}

/** Marks a challenge as met. */
export const writeChallengeUse = (write: RowWrites, tokenHash: string, now: Date): void =>
  write.update('identity.sign_in_challenges', { token_hash: tokenHash }, { used_at: now })
