/** What the roster says of one person: own shifts and those of the people one stands in for, leave, substitutions. */
import type { DutyLine } from '#domain/patrol/duty.ts'
import type { Stretch } from '#domain/patrol/shift.ts'
import type { Database } from '#platform/database/database.ts'
import type { Leave, Substitution } from '../store.ts'

export type OwnLine = DutyLine & { readonly mark: string; readonly organisationId: string }

/** Everything that concerns `personId` and has an instant in common with a stretch. */
export async function findOwnFacts(
  db: Database,
  adcode: string,
  personId: string,
  { from, to }: Stretch,
): Promise<{ lines: OwnLine[]; leaves: Leave[]; substitutions: Substitution[] }> {
  const values = [adcode, personId, from, to]
  const [lines, leaves, substitutions] = await Promise.all([
    db.rows<OwnLine>(
      `select l.person_id as "personId", l.on_date as "onDate", l.post, s.name as "shiftName", s.mark,
         l.organisation_id as "organisationId", l.area_code as "areaCode", l.grid_code as "gridCode",
         l.from_at as "from", l.to_at as "to"
       from patrol.roster_lines l join patrol.shifts s on s.adcode = l.adcode and s.id = l.shift_id
       where l.adcode = $1 and l.removed_at is null and l.from_at < $4 and l.to_at > $3
         and (l.person_id = $2 or exists (select from patrol.substitutions x
           where x.adcode = l.adcode and x.person_id = l.person_id and x.substitute_id = $2 and x.withdrawn_at is null
             and x.from_at < l.to_at and x.to_at > l.from_at))
       order by l.from_at, l.id`,
      values,
    ),
    db.rows<Leave>(
      `select id, person_id as "personId", kind, reason, approved_by_name as "approvedBy", from_at as "from", to_at as "to"
       from patrol.leaves where adcode = $1 and person_id = $2 and withdrawn_at is null and from_at < $4 and to_at > $3
       order by from_at, id`,
      values,
    ),
    db.rows<Substitution>(
      `select id, person_id as "personId", substitute_id as "substituteId", from_at as "from", to_at as "to"
       from patrol.substitutions where adcode = $1 and (person_id = $2 or substitute_id = $2) and withdrawn_at is null
         and from_at < $4 and to_at > $3
       order by from_at, id`,
      values,
    ),
  ])
  return { lines, leaves, substitutions }
}
