/** How the signed-in person likes the desk, by name. */
import type { Query } from '#platform/query.ts'

export const listPreferences: Query<object, { preferences: Record<string, unknown> }> = {
  name: 'preference.list',
  async run({ db, actor }) {
    const rows = await db.rows<{ name: string; value: { value: unknown } }>(
      'select name, value from identity.preferences where adcode = $1 and person_id = $2 order by name',
      [actor.adcode, actor.id],
    )
    return { preferences: Object.fromEntries(rows.map(({ name, value }) => [name, value.value])) }
  },
}
