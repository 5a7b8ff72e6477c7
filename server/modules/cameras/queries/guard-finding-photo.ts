/**
 * Who is shown the picture of a finding: while it waits and when it was discarded, whoever reads findings and may watch its
 * camera; once it is of a case, whoever may see the case or has an inner order of it. Nobody else, though they know its id.
 */
import { findVisibleCase, isOrderedCase } from '#modules/cases/index.ts'
import type { PhotoGuard } from '#modules/evidence/index.ts'
import { may } from '#platform/actor.ts'
import { mayWatch } from '../policy.ts'
import { findCameras } from '../store.ts'

type Row = { cameraId: string; state: string; caseId: string | null }

/** What cameras say of a photo. */
export const guardFindingPhoto: PhotoGuard = async ({ db, actor }, photoId) => {
  const { adcode } = actor
  const [finding] = await db.rows<Row>(
    `select camera_id as "cameraId", state, case_id as "caseId" from cameras.findings
     where adcode = $1 and photo_id = $2`,
    [adcode, photoId],
  )
  if (!finding) return undefined
  const { caseId, cameraId } = finding
  if (caseId)
    return (
      (await findVisibleCase(db, actor, caseId)) !== undefined || (await isOrderedCase(db, actor, caseId))
    )
  const [camera] = await findCameras(db, adcode, [cameraId])
  return camera !== undefined && may(actor, 'finding.read') && mayWatch(actor, camera)
}
