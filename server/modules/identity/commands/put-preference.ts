/** Keeps how a person likes the desk. */
import type { Command } from '#platform/act.ts'

export const putPreference: Command<{ name: string; value: unknown }, { name: string }> = {
  name: 'preference.put',
  permission: 'signed-in',
  async run({ adcode, actor, now, write, concerns }, { name, value }) {
    concerns(actor.id)
    write.upsert('identity.preferences', ['adcode', 'person_id', 'name'], {
      adcode,
      person_id: actor.id,
      name,
      // Wrapped, since a text, a number and null are values too, and a column is only given objects and arrays as JSON.
      value: { value },
      changed_at: now,
    })
    return { name }
  },
}
