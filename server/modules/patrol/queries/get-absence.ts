/** One leave or substitution as far as ending it goes. */
import type { Database } from '#platform/database/database.ts'

export type Absence = { id: string; personId: string; from: Date; to: Date; withdrawnAt: Date | null }

const statements = {
  leaves:
    'select id, person_id as "personId", from_at as "from", to_at as "to", withdrawn_at as "withdrawnAt" from patrol.leaves where adcode = $1 and id = $2',
  substitutions:
    'select id, person_id as "personId", from_at as "from", to_at as "to", withdrawn_at as "withdrawnAt" from patrol.substitutions where adcode = $1 and id = $2',
} as const

/** The one of `id`; undefined when there is none. */
export const getAbsence = async (
  db: Database,
  adcode: string,
  of: keyof typeof statements,
  id: string,
): Promise<Absence | undefined> => (await db.rows<Absence>(statements[of], [adcode, id]))[0]
