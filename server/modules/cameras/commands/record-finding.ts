/** Keeps a picture taken from a camera, in the queue of what a person has to look at. The picture is born in this act. */

import { type CameraAnnouncement, findingRecorded } from '#domain/cameras/events.ts'
import { CameraProblem } from '#domain/cameras/problems.ts'
import { keepPhoto, type storePhoto } from '#modules/evidence/index.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { mayWatch } from '../policy.ts'
import { getCamera, getWatchedCamera } from '../store.ts'

export type RecordFinding = {
  /** The watch during which it was taken in a browser, or the camera of which the server fetched it. */
  readonly from: { readonly watchId: string } | { readonly cameraId: string }
  readonly note: string
  readonly photo: Awaited<ReturnType<typeof storePhoto>>
}

const day = 86_400_000

export const recordFinding: Command<RecordFinding, { id: string }> = {
  name: 'finding.record',
  permission: 'finding.record',
  async run(context, { from, note, photo }) {
    const { db, adcode, actor, now, write, announce, concerns } = context
    const isFetched = 'cameraId' in from
    const camera = isFetched
      ? await getCamera(db, adcode, from.cameraId)
      : await getWatchedCamera(db, { id: actor.id, adcode }, from.watchId, now)
    if (!mayWatch(actor, camera)) throw CameraProblem.notYours({})
    const { id: photoId } = await keepPhoto.run(context, { ...photo, isHeld: true })
    const [id, watchId] = [newId(), isFetched ? newId() : from.watchId]
    // A picture that the server fetches is a look at the camera like any other.
    if (isFetched)
      write.insert('cameras.watches', {
        adcode,
        id: watchId,
        camera_id: camera.id,
        person_id: actor.id,
        person_name: actor.name,
        reason: `截图 ${note}`.trim(),
        started_at: now,
        ends_at: now,
        ended_at: now,
      })
    concerns(id)
    write.insert('cameras.findings', {
      adcode,
      id,
      camera_id: camera.id,
      watch_id: watchId,
      photo_id: photoId,
      note,
      taken_at: now,
      taken_by_name: actor.name,
      is_fetched: isFetched,
      erase_at: new Date(now.getTime() + camera.waitDays * day),
      state: 'waiting',
      version: 1,
    })
    const { townCode, communityCode, access } = camera
    const data: CameraAnnouncement = { townCode, communityCode, access }
    announce({ name: findingRecorded, subjectId: id, data })
    return { id }
  },
}
