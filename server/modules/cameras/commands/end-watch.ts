/** Ends a watch, so that the log says how long somebody looked. */
import { CameraProblem } from '#domain/cameras/problems.ts'
import type { Command } from '#platform/act.ts'

export const endWatch: Command<{ id: string }, { id: string }> = {
  name: 'camera.end-watch',
  permission: 'camera.watch',
  async run({ db, adcode, actor, now, write, concerns }, { id }) {
    concerns(id)
    const [open] = await db.rows<{ id: string }>(
      'select id from cameras.watches where adcode = $1 and id = $2 and person_id = $3 and ended_at is null',
      [adcode, id, actor.id],
    )
    if (!open) throw CameraProblem.watchOver({})
    write.update('cameras.watches', { adcode, id }, { ended_at: now })
    return { id }
  },
}
