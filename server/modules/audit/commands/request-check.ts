/** Asks for the chain to be proved; the house does it in the background and keeps what it found. */
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { writeNewRun } from '../store.ts'

export const requestCheck: Command<object, { id: string }> = {
  name: 'audit.request-check',
  permission: 'audit.read',
  async run({ adcode, actor, now, write, announce, concerns }) {
    const id = newId()
    writeNewRun(write, { adcode, id, kind: 'check', ownerId: actor.id, ownerName: actor.name }, now)
    announce({ name: 'audit-run.requested', subjectId: id })
    concerns(id)
    return { id }
  },
}
