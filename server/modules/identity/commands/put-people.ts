/** Adds many people with ready password hashes: the seed of a demonstration county, imports of staff lists. */
import { findGrantRefusal } from '#domain/identity/person-rules.ts'
import type { Command } from '#platform/act.ts'
import { type NewPerson, writePeople } from '../store.ts'

export type PersonToAdd = Omit<NewPerson, 'adcode' | 'createdAt'>

export const putPeople: Command<{ people: PersonToAdd[] }, { written: number }> = {
  name: 'person.put',
  permission: 'person.manage',
  auditInput: ({ people }) => ({ usernames: people.map((it) => it.username) }),
  async run({ adcode, now, write, sealer, announce }, { people }) {
    for (const it of people) {
      const refusal = findGrantRefusal(adcode, it)
      if (refusal) throw refusal
    }
    writePeople(
      { write, sealer },
      people.map((it) => ({ ...it, adcode, createdAt: now })),
    )
    for (const { id } of people) announce({ name: 'person.joined', subjectId: id })
    return { written: people.length }
  },
}
