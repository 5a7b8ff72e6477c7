/** Pictures on their way in: out of a player, or fetched by the server from the address of a camera. */
import { CameraProblem } from '#domain/cameras/problems.ts'
import { parseStreamAddress } from '#domain/cameras/stream-address.ts'
import { PhotoProblem } from '#domain/evidence/problems.ts'
import { storePhoto } from '#modules/evidence/index.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { recordFinding } from './commands/record-finding.ts'
import { mayWatch } from './policy.ts'
import { getCamera, getWatchedCamera } from './store.ts'
import { fetchVideo, readWhole } from './video/fetch-video.ts'

const mostPictureBytes = 20 * 1_048_576

/** A picture taken in a browser during a watch. */
export async function takeFromPlayer(
  files: FileStore,
  { db, act, actor, now, request, requestId }: HandlerContext,
  { id, note }: { id: string; note: string },
): Promise<{ id: string }> {
  // Asked before the picture is read; the act asks again.
  if (!mayWatch(actor, await getWatchedCamera(db, actor, id, now))) throw CameraProblem.notYours({})
  const part = request.isMultipart() ? await request.file() : undefined
  if (!part) throw PhotoProblem.missing({})
  const photo = await storePhoto(files, await part.toBuffer())
  return act(actor, recordFinding, { from: { watchId: id }, note, photo }, { requestId })
}

/** A picture that the server fetches. */
export async function takeFromCamera(
  files: FileStore,
  hosts: readonly string[],
  { db, act, actor, requestId }: HandlerContext,
  { id, note }: { id: string; note: string },
): Promise<{ id: string }> {
  const camera = await getCamera(db, actor.adcode, id)
  if (!mayWatch(actor, camera)) throw CameraProblem.notYours({})
  if (camera.state === 'ended') throw CameraProblem.outOfUse({})
  const url = camera.snapshotUrl === null ? undefined : parseStreamAddress(camera.snapshotUrl)
  if (!url) throw CameraProblem.noSnapshot({})
  const { message } = await fetchVideo(url, { hosts })
  const photo = await storePhoto(files, await readWhole(message, mostPictureBytes))
  return act(actor, recordFinding, { from: { cameraId: id }, note, photo }, { requestId })
}
