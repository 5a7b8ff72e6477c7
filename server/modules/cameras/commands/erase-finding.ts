/** Erases the picture of a discarded finding whose days are over; the line of who took and discarded it stays. */
import { FindingProblem } from '#domain/cameras/problems.ts'
import { dropErasedFiles, planErasePhoto } from '#modules/evidence/index.ts'
import type { Command } from '#platform/act.ts'
import { systemActor } from '#platform/actor.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { JobContext } from '#platform/jobs/jobs.ts'
import { findFinding } from '../store.ts'

const eraseFinding: Command<{ id: string }, { id: string }> = {
  name: 'finding.erase',
  permission: 'finding.erase',
  async run(context, { id }) {
    const { db, adcode, now, write, concerns } = context
    concerns(id)
    const finding = await findFinding(db, adcode, id)
    if (finding?.state !== 'discarded') throw FindingProblem.unknown({ id })
    planErasePhoto(context, finding.photoId)
    write.update('cameras.findings', { adcode, id }, { erased_at: now })
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
