/**
 * A case for the screen: facts, story, explained clocks, and exactly the actions the person may take now. The
 * clocks are explained from their marks and today's calendars; nothing of an explanation is stored.
 */

import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { CaseDetail } from '#domain/cases/contract.ts'
import { actionsFor } from '#domain/cases/decide.ts'
import { openInnerOrders } from '#domain/cases/inner-orders/decide-inner.ts'
import { type CaseActionName, caseActions, ruleOf, toKebab } from '#domain/cases/life-cycle.ts'
import { lightAt } from '#domain/cases/light.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { waitsFor } from '#domain/cases/queue.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import { findCondition } from '#modules/catalogue/index.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { getClockContext, toCaseActor } from '../case-context.ts'
import { namesOfPeople, organisationsById } from '../case-names.ts'
import { listOrdersOfCase } from '../inner-store.ts'
import { mayRead } from '../policy.ts'
import { findCase, listEntries } from '../store.ts'
import { claimedPhotos } from './claimed-photos.ts'
import { explainCaseClock } from './explain-case-clock.ts'
import { findHolder } from './find-holder.ts'
import { findLabels } from './find-labels.ts'

export const getCase: Query<{ id: string }, CaseDetail> = {
  name: 'case.get',
  async run({ db, actor, now }, { id }) {
    const { adcode } = actor
    const [record, entries, units] = await Promise.all([
      findCase(db, adcode, id),
      listEntries(db, adcode, id),
      organisationsById(db, adcode),
    ])
    if (!record || !mayRead(actor, record)) throw CaseProblem.unknown({ id })
    const [context, condition, labels, people, merged, holder, photos] = await Promise.all([
      getClockContext(db, adcode, now, record.leadUnitId),
      record.conditionId ? findCondition(db, record.conditionId) : undefined,
      findLabels(db, adcode, [record], units, chinaDayOf(now)),
      namesOfPeople(db, adcode, peopleIn(record, entries)),
      listMerged(db, adcode, id),
      findHolder(db, adcode, id),
      claimedPhotos(db, record),
    ])
    const actions = await withoutWhatWaits(db, record, actionsFor(record, toCaseActor(actor), context))
    const person = (it: string | null): string | null => (it ? (people.get(it) ?? null) : null)
    const { clocks, ...facts } = record
    return {
      ...facts,
      photos,
      className: labels.className(record),
      condition: condition
        ? {
            filing: condition.filingText,
            closing: condition.closingText,
            legalBasis: condition.legalBasis || null,
            collectionNotes: condition.collectionNotes || null,
          }
        : null,
      areaName: labels.areaName(record.communityCode ?? record.townCode),
      leadUnit: labels.unit(record.leadUnitId),
      assistUnits: record.assistUnitIds.flatMap((it) => labels.unit(it) ?? []),
      handlerName: person(record.handlerId),
      taskHolderName: person(record.taskHolderId),
      reporterName: person(record.reporterId),
      light: lightAt(record, now),
      holder,
      isWaitingForMe: waitsFor(record, actor, context.settings),
      clocks: clocks.map((clock) => explainCaseClock(clock, record.limitSource, context)),
      timeline: entries.map((entry) => toTimeline(entry, units, people)),
      actions: actions.map((name) => toAllowed(name, id)),
      mergedCases: merged,
    }
  },
}

/** A result is not offered while inner orders of the case are open. */
async function withoutWhatWaits(
  db: Database,
  { adcode, id }: CaseRecord,
  actions: readonly CaseActionName[],
): Promise<readonly CaseActionName[]> {
  if (!actions.includes('reportDone')) return actions
  const open = openInnerOrders(await listOrdersOfCase(db, adcode, id))
  return open.length ? actions.filter((it) => it !== 'reportDone') : actions
}

const toAllowed = (name: CaseActionName, id: string): CaseDetail['actions'][number] => {
  const { zh, en, way } = ruleOf(name)
  return { name, path: `/api/cases/${id}/${toKebab(name)}`, zh, en, way }
}

/** Ids of people that the story names. */
function peopleIn(record: CaseRecord, entries: readonly CaseEntry[]): string[] {
  const ids = entries.flatMap(({ data }) => [data['collectorId'], data['handlerId']])
  return [...ids, record.handlerId, record.taskHolderId, record.reporterId].filter(
    (it) => typeof it === 'string',
  )
}

const openings: Record<string, { zh: string; en: string }> = {
  report: { zh: '上报', en: 'report' },
  register: { zh: '登记', en: 'register' },
  import: { zh: '导入', en: 'import' },
  carryOver: { zh: '由旧系统迁入', en: 'taken over from the old system' },
  carryPhotos: { zh: '旧系统照片', en: 'photos of the old system' },
  absorb: { zh: '并入他案', en: 'absorbed a merged case' },
  split: { zh: '拆分派发', en: 'split into inner orders' },
  recompute: { zh: '重算时限', en: 'deadline recomputed' },
}

function toTimeline(
  entry: CaseEntry,
  units: ReadonlyMap<string, Organisation>,
  people: ReadonlyMap<string, string>,
): CaseDetail['timeline'][number] {
  const words = entry.action in caseActions ? ruleOf(entry.action as CaseActionName) : openings[entry.action]
  const mentioned = Object.values(entry.data)
    .flat()
    .filter((it) => typeof it === 'string')
  const names = mentioned.flatMap((it) => {
    const name = units.get(it)?.name ?? people.get(it)
    return name ? [[it, name] as const] : []
  })
  return {
    seq: entry.seq,
    action: entry.action,
    zh: words?.zh ?? entry.action,
    en: words?.en ?? entry.action,
    at: entry.at,
    actorName: entry.actorName,
    post: entry.post,
    organisationName: (entry.organisationId && units.get(entry.organisationId)?.name) || null,
    fromState: entry.fromState,
    toState: entry.toState,
    data: entry.data as Record<string, unknown>,
    names: Object.fromEntries(names),
  }
}

async function listMerged(
  db: Database,
  adcode: string,
  id: string,
): Promise<{ id: string; reportNumber: string }[]> {
  // Their numbers are told to whoever sees the case they went into.
  return db
    .ofCounty(adcode)
    .rows(
      `select id, report_number as "reportNumber" from cases.cases where adcode = $1 and master_id = $2 order by reported_at`,
      [adcode, id],
    )
}

/** The case of `id` if `actor` may see it; for other modules. */
export async function findVisibleCase(
  db: Database,
  actor: Actor,
  id: string,
): Promise<CaseRecord | undefined> {
  const record = await findCase(db, actor.adcode, id)
  return record && mayRead(actor, record) ? record : undefined
}
