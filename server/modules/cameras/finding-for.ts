/** The finding that a review speaks of, with its camera, and the telling that it was reviewed. */

import { type CameraAnnouncement, findingReviewed } from '#domain/cameras/events.ts'
import { CameraProblem, FindingProblem } from '#domain/cameras/problems.ts'
import type { Context } from '#platform/act.ts'
import { mayWatch } from './policy.ts'
import { findFinding, getCamera, type StoredCamera, type StoredFinding } from './store.ts'

/** The finding if it still waits, as it was seen, and the actor may watch its camera. */
export async function getFindingFor(
  { db, adcode, actor }: Context,
  id: string,
  expectedVersion: number,
): Promise<{ finding: StoredFinding; camera: StoredCamera }> {
  const finding = await findFinding(db, adcode, id)
  if (!finding) throw FindingProblem.unknown({ id })
  const camera = await getCamera(db, adcode, finding.cameraId)
  if (!mayWatch(actor, camera)) throw CameraProblem.notYours({})
  if (finding.state !== 'waiting' || finding.version !== expectedVersion) throw FindingProblem.reviewed({})
  return { finding, camera }
}

/** Writes what became of a finding, once, and tells the house. */
export function writeReview(
  { adcode, actor, now, write, announce }: Context,
  { id, version }: StoredFinding,
  { townCode, communityCode, access }: StoredCamera,
  changes: Readonly<Record<string, unknown>>,
): { id: string; version: number } {
  write.update(
    'cameras.findings',
    { adcode, id, version },
    { ...changes, reviewed_by_name: actor.name, reviewed_at: now, version: version + 1 },
  )
  const data: CameraAnnouncement = { townCode, communityCode, access }
  announce({ name: findingReviewed, subjectId: id, data })
  return { id, version: version + 1 }
}
