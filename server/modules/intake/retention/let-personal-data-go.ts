/** Every night, what no longer needs to be kept: by the settings of each county, in short acts that may stop anywhere. */
import {
  letGoBefore,
  type RetentionKind,
  type RetentionSettings,
  retentionKinds,
} from '#domain/intake/retention.ts'
import { countPhotosToErase, countTextsToMask, erasePhotos, maskTexts } from '#modules/cases/index.ts'
import { dropErasedFiles } from '#modules/evidence/index.ts'
import { countLeaversToForget, forgetLeavers } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { Job, JobContext } from '#platform/jobs/jobs.ts'
import { forgetCallers } from './forget-callers.ts'
import { countCallersToForget, findHolds, findRetention } from './retention-store.ts'

export type Due = Readonly<Record<RetentionKind, number>>

/** How many of each kind would go now; 0 where a rule is off. */
export async function countDue(
  db: Database,
  adcode: string,
  now: Date,
  settings: RetentionSettings,
): Promise<Due> {
  const held = await findHolds(db, adcode)
  const heldCaseIds = held.map((it) => it.caseId)
  const counting = {
    callers: (before: Date) => countCallersToForget(db, adcode, before),
    texts: (before: Date) => countTextsToMask(db, adcode, { endedBefore: before.toISOString(), heldCaseIds }),
    photos: (before: Date) =>
      countPhotosToErase(db, adcode, { endedBefore: before.toISOString(), heldCaseIds }),
    leavers: (before: Date) => countLeaversToForget(db, adcode, before),
  }
  const counts = await Promise.all(
    retentionKinds.map(async (kind) => {
      const { isOn, months } = settings[kind]
      return [kind, isOn ? await counting[kind](letGoBefore(now, months)) : 0] as const
    }),
  )
  return Object.fromEntries(counts) as Due
}

/** Lets go what is due in one county; how much went. */
export async function letGoIn({ act, db, clock }: JobContext, adcode: string): Promise<Due> {
  const { settings } = await findRetention(db, adcode)
  const now = clock.now()
  const actor = systemActor(adcode, 'retention')
  const gone = { callers: 0, texts: 0, photos: 0, leavers: 0 }
  const before = (kind: RetentionKind): string => letGoBefore(now, settings[kind].months).toISOString()
  // Nothing due leaves no audit line.
  const due = await countDue(db, adcode, now, settings)
  while (gone.callers < due.callers) {
    const { reports } = await act(actor, forgetCallers, { endedBefore: before('callers') })
    if (!reports) break
    gone.callers += reports
  }
  while (gone.texts < due.texts) {
    const heldCaseIds = (await findHolds(db, adcode)).map((it) => it.caseId)
    const { cases } = await act(actor, maskTexts, { endedBefore: before('texts'), heldCaseIds })
    if (!cases) break
    gone.texts += cases
  }
  while (gone.photos < due.photos) {
    const heldCaseIds = (await findHolds(db, adcode)).map((it) => it.caseId)
    const { photos } = await act(actor, erasePhotos, { endedBefore: before('photos'), heldCaseIds })
    if (!photos) break
    gone.photos += photos
  }
  while (gone.leavers < due.leavers) {
    const { people } = await act(actor, forgetLeavers, { closedBefore: before('leavers') })
    if (!people) break
    gone.leavers += people
  }
  return gone
}

/** Files that a night could not take away are taken away by one of the next, up to this long afterwards. */
const month = 30 * 86_400_000

export const letPersonalDataGo = (files: FileStore): Job => ({
  name: 'let personal data go',
  cron: '20 3 * * *',
  async run(context) {
    const counties = await context.db.rows<{ adcode: string }>(
      `select distinct adcode from intake.reports union select adcode from intake.retention_settings order by 1`,
    )
    for (const { adcode } of counties) {
      const gone = await letGoIn(context, adcode)
      if (retentionKinds.some((kind) => gone[kind]))
        context.log.info({ adcode, ...gone }, 'personal data let go')
    }
    // The rows are marked by now; only then the files leave the disk.
    await dropErasedFiles(context.db, files, new Date(context.clock.now().getTime() - month))
  },
})
