/** Opens an account again that was disabled. The person keeps posts, areas and password; sessions stay ended. */
import type { Command } from '#platform/act.ts'
import { getPerson } from '../queries/find-person.ts'
import { writeEnabling } from '../store.ts'

export const enablePerson: Command<{ id: string }, { id: string }> = {
  name: 'person.enable',
  permission: 'person.manage',
  async run({ db, adcode, write, announce, concerns }, { id }) {
    const person = await getPerson(db, adcode, id)
    concerns(id)
    if (!person.disabledAt) return { id }
    writeEnabling(write, adcode, id)
    announce({ name: 'person.joined', subjectId: id })
    return { id }
  },
}
