/** The SQL that writes rosters, and the reading of what decides on them: shifts, lines, leave and substitutions. */
import type { LeaveKind } from '#domain/patrol/leave.ts'
import type { LineInput, RosterLine } from '#domain/patrol/roster-line.ts'
import type { Shift, Stretch } from '#domain/patrol/shift.ts'
import type { Context } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { newId } from '#platform/ids.ts'

export type Leave = Stretch & {
  readonly id: string
  readonly personId: string
  readonly kind: LeaveKind
  readonly reason: string
  readonly approvedBy: string
}
export type Substitution = Stretch & {
  readonly id: string
  readonly personId: string
  readonly substituteId: string
}

/** The shifts of an organisation, or the one of `id`; ended ones too, since lines name them. */
export const findShifts = (
  db: Database,
  adcode: string,
  by: { organisationId?: string; id?: string },
): Promise<Shift[]> =>
  db.rows<Shift>(
    `select id, organisation_id as "organisationId", name, mark, from_time as "fromTime", to_time as "toTime", rounds,
       ends_on as "endsOn", version
     from patrol.shifts where adcode = $1 and ($2::uuid is null or organisation_id = $2) and ($3::uuid is null or id = $3)
     order by from_time, name, id`,
    [adcode, by.organisationId ?? null, by.id ?? null],
  )

/** The standing lines of the days from `from` to `to`, both included, of the county or of one organisation. */
export const findLines = (
  db: Database,
  adcode: string,
  days: { from: string; to: string },
  organisationId?: string,
): Promise<RosterLine[]> =>
  db.rows<RosterLine>(
    `select id, organisation_id as "organisationId", person_id as "personId", on_date as "onDate", shift_id as "shiftId",
       post, area_code as "areaCode", grid_code as "gridCode", from_at as "from", to_at as "to"
     from patrol.roster_lines
     where adcode = $1 and removed_at is null and on_date between $2 and $3
       and ($4::uuid is null or organisation_id = $4)
     order by on_date, from_at, id`,
    [adcode, days.from, days.to, organisationId ?? null],
  )

/** Leave that has an instant in common with a stretch. */
export const findLeaves = (db: Database, adcode: string, { from, to }: Stretch): Promise<Leave[]> =>
  db.rows<Leave>(
    `select id, person_id as "personId", kind, reason, approved_by_name as "approvedBy", from_at as "from", to_at as "to"
     from patrol.leaves where adcode = $1 and withdrawn_at is null and from_at < $3 and to_at > $2 order by from_at, id`,
    [adcode, from, to],
  )

/** Substitutions that have an instant in common with a stretch. */
export const findSubstitutions = (
  db: Database,
  adcode: string,
  { from, to }: Stretch,
): Promise<Substitution[]> =>
  db.rows<Substitution>(
    `select id, person_id as "personId", substitute_id as "substituteId", from_at as "from", to_at as "to"
     from patrol.substitutions where adcode = $1 and withdrawn_at is null and from_at < $3 and to_at > $2
     order by from_at, id`,
    [adcode, from, to],
  )

/** Which version the roster of a week has; nobody has set one at 0. */
export async function findWeekVersion(
  db: Database,
  adcode: string,
  organisationId: string,
  monday: string,
): Promise<number> {
  const [row] = await db.rows<{ version: number }>(
    'select version from patrol.roster_weeks where adcode = $1 and organisation_id = $2 and monday = $3',
    [adcode, organisationId, monday],
  )
  return row?.version ?? 0
}

/** Which version the county's book has; nothing decides on duty yet at 0. */
export async function findBookVersion(db: Database, adcode: string): Promise<number> {
  const [row] = await db.rows<{ version: number }>('select version from patrol.books where adcode = $1', [
    adcode,
  ])
  return row?.version ?? 0
}

/** Acts that guard the book already: one may change several shifts. */
const guarding = new WeakMap<RowWrites, number>()

/** Counts the county's book up, so that nobody decides on the same hours at the same time; gives what it was. */
export async function guardBook({ db, adcode, write }: Context): Promise<number> {
  const guarded = guarding.get(write)
  if (guarded !== undefined) return guarded
  const version = await findBookVersion(db, adcode)
  if (version > 0) write.update('patrol.books', { adcode, version }, { version: version + 1 })
  else write.insert('patrol.books', { adcode, version: 1 })
  guarding.set(write, version)
  return version
}

/** Counts the week of an organisation up. */
export function writeWeekVersion(
  { write, adcode, actor, now }: Context,
  organisationId: string,
  monday: string,
  version: number,
): void {
  write.upsert('patrol.roster_weeks', ['adcode', 'organisation_id', 'monday'], {
    adcode,
    organisation_id: organisationId,
    monday,
    version,
    changed_by_name: actor.name,
    changed_at: now,
  })
}

/** Adds lines. */
export function writeLines(
  write: RowWrites,
  adcode: string,
  organisationId: string,
  lines: readonly (LineInput & Stretch)[],
): void {
  if (!lines.length) return
  write.insert(
    'patrol.roster_lines',
    lines.map((it) => ({
      adcode,
      id: newId(),
      organisation_id: organisationId,
      person_id: it.personId,
      on_date: it.onDate,
      shift_id: it.shiftId,
      post: it.post,
      area_code: it.areaCode,
      grid_code: it.gridCode,
      from_at: it.from,
      to_at: it.to,
    })),
  )
}

/** Takes lines off the roster; they stay in the table with why. */
export const writeRemovedLines = (
  write: RowWrites,
  adcode: string,
  ids: readonly string[],
  at: Date,
  why: 'changed' | 'left',
): void =>
  write.updateMany(
    'patrol.roster_lines',
    ['adcode', 'id'],
    ids.map((id) => ({ adcode, id, removed_at: at, removed_why: why })),
  )

/** Gives lines another post or ground. */
export const writeChangedLines = (
  write: RowWrites,
  adcode: string,
  lines: readonly (LineInput & { id: string })[],
): void =>
  write.updateMany(
    'patrol.roster_lines',
    ['adcode', 'id'],
    lines.map((it) => ({ adcode, id: it.id, post: it.post, area_code: it.areaCode, grid_code: it.gridCode })),
  )

/** Ends leave or a substitution at `at`, or withdraws it where it has not begun. */
export function writeAbsenceEnd(
  write: RowWrites,
  table: 'patrol.leaves' | 'patrol.substitutions',
  adcode: string,
  it: { id: string; from: Date },
  at: Date,
): void {
  write.update(table, { adcode, id: it.id }, it.from < at ? { to_at: at } : { withdrawn_at: at })
}
