/** What lines are about, between ids and what people call them: cases by number, people and organisations by name. */
import type { Database } from '#platform/database/database.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The ids of what `text` names: an id, or the number of a case or of its report. An auditor sees no case, but may learn
 * which lines are about a number, so this looks over the whole county.
 */
export async function findSubjectIds(db: Database, adcode: string, text: string): Promise<string[]> {
  if (uuid.test(text)) return [text.toLowerCase()]
  const rows = await db
    .ofCounty(adcode)
    .rows<{ id: string }>(
      'select id from cases.case_facts where adcode = $1 and (number = $2 or report_number = $2)',
      [adcode, text],
    )
  return rows.map((it) => it.id)
}

/** The names of `ids`, of the whole county for the same reason; nothing else of the cases is read. */
export async function findSubjectNames(
  db: Database,
  adcode: string,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.filter((it) => it !== null))]
  if (!wanted.length) return new Map()
  const rows = await db.ofCounty(adcode).rows<{ id: string; name: string }>(
    `select id, coalesce(number, report_number) as name from cases.case_facts where adcode = $1 and id = any($2::uuid[])
     union all select id, name from identity.person_facts where adcode = $1 and id = any($2::uuid[])
     union all select id, name from identity.organisation_facts where adcode = $1 and id = any($2::uuid[])`,
    [adcode, wanted],
  )
  return new Map(rows.map((it) => [it.id, it.name]))
}
