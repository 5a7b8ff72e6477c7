/** Who somebody means by a text, among all who ever acted: people, also those who left, and keys of other systems. */
import type { Database } from '#platform/database/database.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The ids under which they act: of an id itself, of a user name, of names that contain the text. */
export async function findActorIds(db: Database, adcode: string, text: string): Promise<string[]> {
  if (uuid.test(text)) return [text.toLowerCase()]
  const rows = await db.rows<{ id: string }>(
    `select id from identity.people where adcode = $1 and (username = lower($2) or username = $2 or strpos(name, $2) > 0)
     union select id from identity.api_keys where adcode = $1 and strpos(name, $2) > 0 limit 200`,
    [adcode, text],
  )
  return rows.map((it) => it.id)
}
