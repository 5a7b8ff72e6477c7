/**
 * Takes a report and opens its case in one act. A collector must bring class, place and photos; an acceptor writes
 * down what a caller says. Warnings (a no-report zone) do not stop it.
 */
import type { z } from 'zod'
import { collectorIsAt } from '#domain/intake/collector-place.ts'
import type { createReportEndpoint, NewReport } from '#domain/intake/contract.ts'
import { ReportProblem } from '#domain/intake/problems.ts'
import { sourcesOfPosts } from '#domain/intake/report.ts'
import {
  getCaseSettings,
  isUsableCatalogue,
  planAbsorb,
  planOpenCase,
  toReceipt,
} from '#modules/cases/index.ts'
import { findClass, findCondition } from '#modules/catalogue/index.ts'
import { findComponentByCode } from '#modules/components/index.ts'
import { findMissingPhoto } from '#modules/evidence/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { type Place, placeOf, warningsAt } from '../place.ts'
import { withoutNumbers, writeReport } from '../store.ts'
import { tell } from '../tell.ts'
import { getLeading } from './merge-case.ts'

type Reply = z.input<typeof createReportEndpoint.reply>
type Source = NonNullable<NewReport['source']>

const withoutCaller = ({ caller, ...rest }: NewReport) => ({
  ...withoutNumbers(rest),
  hasCaller: caller !== undefined,
})

export const createReport: Command<NewReport, Reply> = {
  name: 'report.create',
  permission: 'report.create',
  auditInput: withoutCaller,
  // A telephone number could be guessed from a hash that holds it.
  fingerprintInput: withoutCaller,
  run: (context, input) => planReport(context, input, sourceOf(context, input)),
}

/**
 * Plans a report and its case within an act, under a source that the caller answers for; `held` are photos of another
 * module that it gives to this report.
 */
export async function planReport(
  context: Context,
  input: NewReport,
  source: Source,
  held: readonly string[] = [],
): Promise<Reply> {
  const { db, adcode, now, actor } = context
  const place = await placeOf(db, adcode, now, input)
  await check(context, input, source, place, held)
  const { caller, joinsCaseId } = input
  const facts = {
    action: source === 'collector' || source === 'citizen_app' ? 'report' : 'register',
    source,
    ...withoutNumbers({ description: input.description, address: input.address }),
    externalNumber: input.externalNumber,
    kind: input.kind ?? null,
    catalogueId: input.catalogueId ?? null,
    classCode: input.classCode ?? null,
    conditionId: input.conditionId ?? null,
    componentId: input.componentId ?? null,
    reporterId: actor.id,
    isSelfHandled: input.selfHandled,
    photoIds: input.photoIds,
    ...place.facts,
  } as const
  const reportId = newId()
  const leading = joinsCaseId === undefined ? undefined : await getLeading(context, joinsCaseId)
  const record = await planOpenCase(
    context,
    facts,
    leading && { action: 'merge', input: { masterId: leading.id } },
  )
  if (leading) {
    planAbsorb(context, leading, record)
    const reports = [{ id: reportId, number: record.reportNumber }]
    await tell(context, { about: 'merged', at: now, record: leading, reports })
  }
  writeReport(context, {
    adcode,
    id: reportId,
    number: record.reportNumber,
    caseId: leading?.id ?? record.id,
    originalCaseId: record.id,
    source,
    externalNumber: input.externalNumber,
    reporterId: actor.id,
    description: input.description,
    address: input.address,
    pointGiven: input.point ? { datum: input.datum, point: input.point } : null,
    callerName: caller?.name ?? null,
    callerPhone: caller?.phone ?? null,
    isConfidential: caller?.isConfidential ?? false,
    wantsReply: caller?.wantsReply ?? false,
    receivedAt: now,
  })
  const warnings = place.point ? await warningsAt(db, adcode, place.point, now) : []
  return { ...toReceipt(record), reportId, warnings }
}

/** The source a report is registered under: what the post stands for, or one of those it may name. */
function sourceOf({ actor }: Context, { source }: NewReport): Source {
  const own = actor.permissions.has('*')
    ? ['dept_self', ...Object.values(sourcesOfPosts).flat()]
    : actor.posts.flatMap((post) => sourcesOfPosts[post] ?? [])
  const chosen = source ?? own[0]
  if (!chosen || !own.includes(chosen)) throw ReportProblem.sourceNotYours({ source: source ?? '' })
  return chosen as Source
}

async function check(
  { db, adcode, actor, now }: Context,
  input: NewReport,
  source: Source,
  place: Place,
  held: readonly string[],
): Promise<void> {
  if (!place.point && (source === 'collector' || !input.address)) throw ReportProblem.placeNeeded({})
  if (source === 'collector') {
    const { fewestReportPhotos } = await getCaseSettings(db, adcode)
    if (!collectorIsAt(actor.areaCodes, place.facts.cellCode)) throw ReportProblem.outsideOwnArea({})
    if (!input.conditionId) throw ReportProblem.classNeeded({})
    // The same photo sent twice shows the place once.
    if (new Set(input.photoIds).size < fewestReportPhotos)
      throw ReportProblem.photosNeeded({ fewest: fewestReportPhotos })
  }
  await checkClass({ db, adcode, now }, input)
  const missing = input.photoIds.length ? await findMissingPhoto(db, adcode, input.photoIds, held) : undefined
  if (missing) throw ReportProblem.photoUnknown({ id: missing })
  if (input.componentId && !(await findComponentByCode(db, adcode, input.componentId)))
    throw ReportProblem.componentUnknown({ code: input.componentId })
}

async function checkClass(
  { db, adcode, now }: Pick<Context, 'db' | 'adcode' | 'now'>,
  { catalogueId, kind, classCode, conditionId }: NewReport,
): Promise<void> {
  if (catalogueId && !(await isUsableCatalogue(db, adcode, catalogueId, now)))
    throw ReportProblem.classUnknown({ code: classCode ?? catalogueId })
  if (conditionId) {
    const condition = await findCondition(db, conditionId)
    const fits =
      condition?.versionId === catalogueId && condition?.kind === kind && condition?.classCode === classCode
    if (!fits) throw ReportProblem.classUnknown({ code: classCode ?? conditionId })
  } else if (classCode) {
    const known = catalogueId && kind && (await findClass(db, catalogueId, kind, classCode))
    if (!known) throw ReportProblem.classUnknown({ code: classCode })
  }
}
