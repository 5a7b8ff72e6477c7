/**
 * Erases the pictures of findings whose days are over: a discarded one, and one that nobody reviewed, which is discarded in
 * the same act. The line of who took it, and who or what discarded it, stays.
 */
import { FindingProblem } from '#domain/cameras/problems.ts'
import { dropErasedFiles, planErasePhotos } from '#modules/evidence/index.ts'
import type { Command } from '#platform/act.ts'
import { systemActor } from '#platform/actor.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { JobContext } from '#platform/jobs/jobs.ts'
import { writeReview } from '../finding-for.ts'
import { findFinding, getCamera } from '../store.ts'

/** Both languages, since it stands in the row and is read by everybody. */
const nobodyReviewed = '无人审核，保存期满 nobody reviewed it in time'

export const eraseFinding: Command<{ id: string }, { id: string }> = {
  name: 'finding.erase',
  permission: 'finding.erase',
  async run(context, { id }) {
    const { db, adcode, now, write, concerns } = context
    concerns(id)
    const finding = await findFinding(db, adcode, id)
    const isDue = finding?.eraseAt && finding.eraseAt <= now && !finding.erasedAt
    if (!finding || !isDue || finding.state === 'reported') throw FindingProblem.unknown({ id })
    planErasePhotos(context, [finding.photoId])
    if (finding.state === 'discarded') write.update('cameras.findings', { adcode, id }, { erased_at: now })
    else
      writeReview(context, finding, await getCamera(db, adcode, finding.cameraId), {
        state: 'discarded',
        reason: nobodyReviewed,
        erased_at: now,
      })
    return { id }
  },
}

/** Files of a run that was cut short are dropped by a later one, up to this long afterwards. */
const month = 30 * 86_400_000

/** Erases every picture that is due, each in an act of its own, then the files; gives how many pictures. */
export async function eraseDueFindings({ act, db, clock }: JobContext, files: FileStore): Promise<number> {
  const now = clock.now()
  const due = await db.rows<{ adcode: string; id: string }>(
    'select adcode, id from cameras.findings where erase_at <= $1 and erased_at is null order by erase_at',
    [now],
  )
  for (const { adcode, id } of due)
    await act(systemActor(adcode, '系统 system'), eraseFinding, { id }, { requestId: `erase-finding:${id}` })
  await dropErasedFiles(db, files, new Date(now.getTime() - month))
  return due.length
}
