/** Ends a camera: its addresses are forgotten, what was seen and who watched stays. */
import { CameraProblem } from '#domain/cameras/problems.ts'
import type { Command } from '#platform/act.ts'
import { announceCamera } from '../plan-camera.ts'
import { getCamera } from '../store.ts'

export const endCamera: Command<{ id: string; expectedVersion: number }, { id: string; version: number }> = {
  name: 'camera.end',
  permission: 'camera.manage',
  async run(context, { id, expectedVersion }) {
    const { db, adcode, now, write, concerns } = context
    concerns(id)
    const camera = await getCamera(db, adcode, id)
    if (camera.version !== expectedVersion || camera.state === 'ended') throw CameraProblem.changed({})
    const version = expectedVersion + 1
    write.update(
      'cameras.cameras',
      { adcode, id, version: expectedVersion },
      { state: 'ended', stream_url: null, snapshot_url: null, changed_at: now, version },
    )
    announceCamera(context, id, {
      town_code: camera.townCode,
      community_code: camera.communityCode,
      access: camera.access,
    })
    return { id, version }
  },
}
