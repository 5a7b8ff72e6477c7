/** Opens a camera for somebody, for two hours at most; the line that it leaves says who, which, when and what for. */

import { streamWatchEndpoint } from '#domain/cameras/contract.ts'
import { CameraProblem } from '#domain/cameras/problems.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { mayWatch } from '../policy.ts'
import { getCamera } from '../store.ts'

const longestWatch = 2 * 3_600_000

export const watchCamera: Command<
  { id: string; reason: string },
  { watchId: string; playlistPath: string; endsAt: string }
> = {
  name: 'camera.watch',
  permission: 'camera.watch',
  async run({ db, adcode, actor, now, write, concerns }, { id, reason }) {
    concerns(id)
    const camera = await getCamera(db, adcode, id)
    if (!mayWatch(actor, camera)) throw CameraProblem.notYours({})
    if (camera.state === 'ended') throw CameraProblem.outOfUse({})
    if (camera.streamUrl === null && !camera.isDemonstration) throw CameraProblem.noStream({})
    const watchId = newId()
    const endsAt = new Date(now.getTime() + longestWatch)
    write.insert('cameras.watches', {
      adcode,
      id: watchId,
      camera_id: id,
      person_id: actor.id,
      person_name: actor.name,
      reason,
      started_at: now,
      ends_at: endsAt,
      ended_at: null,
    })
    return {
      watchId,
      playlistPath: streamWatchEndpoint.path.replace(':id', watchId),
      endsAt: endsAt.toISOString(),
    }
  },
}
