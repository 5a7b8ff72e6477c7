/** Keeps until when somebody has read which deadlines moved. */
import type { Command } from '#platform/act.ts'

export const readMovedDeadlines: Command<{ until: string }, { until: string }> = {
  name: 'case.read-moved-deadlines',
  permission: 'case.read',
  async run({ actor, adcode, now, write }, { until }) {
    // What has not happened yet cannot have been read.
    const read = new Date(Math.min(Date.parse(until), now.getTime()))
    write.upsert('cases.move_marks', ['adcode', 'person_id'], {
      adcode,
      person_id: actor.id,
      read_until: read,
    })
    return { until: read.toISOString() }
  },
}
