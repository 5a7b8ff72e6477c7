/** Makes the file of an export: the lines of some days as a table for people and as the texts that were linked, with their proof. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { auditExportKeptDays } from '#domain/audit/audit-run.ts'
import { AuditProblem } from '#domain/audit/problems.ts'
import { permissionsOf } from '#domain/identity/permissions-of.ts'
import { findColleagues } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import { chooseRange } from '#platform/audit/export/choose-range.ts'
import { writeExport } from '#platform/audit/export/write-export.ts'
import type { JobContext } from '#platform/jobs/jobs.ts'
import type { AuditSettings } from '../audit-settings.ts'
import { changeRun } from '../commands/change-run.ts'
import { endOf, startOf } from '../queries/line-conditions.ts'
import { findExportsToDrop, type RunRecord } from '../store.ts'
import { writeForPeople } from './for-people.ts'
import { keeperOf, type RunEnd, type TellProgress } from './run-making.ts'

/** Where the file of an export lies. */
export const exportPath = (folder: string, { id }: Pick<RunRecord, 'id'>): string =>
  join(folder, `audit-${id}.zip`)

export async function makeExport(
  context: JobContext,
  settings: AuditSettings,
  run: RunRecord,
  tell: TellProgress,
): Promise<RunEnd> {
  const { db, clock, sealer } = context
  const { adcode, from, to } = run
  if (from === null || to === null) throw AuditProblem.days({})
  await requireRight(context, run)
  const keeper = keeperOf(context, settings)
  // What was written until now is linked and held by a seal, so that the export can end at one.
  await keeper.seal()
  const seals = await keeper.listSeals()
  const range = await chooseRange(db, { adcode, begins: startOf(from), ends: endOf(to) }, seals)
  if (!range) throw AuditProblem.emptyExport({})
  const done = await writeExport(db, exportPath(settings.exportsFolder, run), {
    adcode,
    from,
    to,
    madeAt: clock.now(),
    madeBy: run.ownerName,
    range,
    seals,
    keys: sealer.listKeys(),
    signer: sealer,
    forPeople: writeForPeople(run.language ?? 'zh', { from, to, keys: sealer.listKeys() }),
    onProgress: (lines) => tell(lines, range.total),
  })
  return { done, total: done }
}

/** Whoever asked may export at this moment, too. */
async function requireRight({ db }: JobContext, { adcode, ownerId }: RunRecord): Promise<void> {
  const [person] = await findColleagues(db, adcode, ownerId)
  if (!person || !permissionsOf(person.posts).has('audit.export')) throw AuditProblem.notAllowed({})
}

/** Takes away files that were kept long enough. */
export async function dropExports(
  { act, db, clock }: JobContext,
  { exportsFolder }: AuditSettings,
): Promise<void> {
  const before = new Date(clock.now().getTime() - auditExportKeptDays * 86_400_000)
  for (const it of await findExportsToDrop(db, before)) {
    await act(systemActor(it.adcode, '系统 system'), changeRun, { of: it, state: 'gone' })
    await rm(exportPath(exportsFolder, it), { force: true })
  }
}
