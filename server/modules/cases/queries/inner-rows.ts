/** Inner orders for the screen: rows and details, with names, lights and what the person may do now. */
import type { ClockContext } from '#domain/cases/case-clocks.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { ExplainedClock } from '#domain/cases/contract.ts'
import { innerActionsFor, innerWaitsFor } from '#domain/cases/inner-orders/decide-inner.ts'
import type { InnerDetail, InnerRow } from '#domain/cases/inner-orders/inner-contract.ts'
import { innerRuleOf, innerStates, innerWordsOf } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import { innerNumber } from '#domain/cases/inner-orders/inner-number.ts'
import type { InnerEntry, InnerOrder } from '#domain/cases/inner-orders/inner-order.ts'
import { toKebab } from '#domain/cases/life-cycle.ts'
import { type Light, lightOfOpen } from '#domain/cases/light.ts'
import type { CaseSettings } from '#domain/cases/settings.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Organisation } from '#domain/identity/organisation.ts'
import type { Actor } from '#platform/actor.ts'
import type { Database } from '#platform/database/database.ts'
import { getClockContext, toCaseActor } from '../case-context.ts'
import { organisationsById } from '../case-names.ts'
import { listInnerEntries } from '../inner-store.ts'
import { explainCaseClock } from './explain-case-clock.ts'
import { findLabels, type Labels } from './find-labels.ts'

/** What a row needs of its case; nothing personal. */
export type CaseOfOrder = Pick<
  CaseRecord,
  | 'number'
  | 'reportNumber'
  | 'catalogueId'
  | 'kind'
  | 'classCode'
  | 'townCode'
  | 'communityCode'
  | 'address'
  | 'level'
>

const millis = (iso: string | null): number => (iso ? Date.parse(iso) : Number.NaN)

/** The light of whoever has to act now. */
const innerLightAt = (order: InnerOrder, now: Date): Light =>
  innerStates[order.state].isOpen
    ? lightOfOpen(millis(order.queueDueAt), millis(order.queueYellowAt), now.getTime())
    : 'none'

export type RowContext = {
  readonly labels: Labels
  readonly actor: Actor
  readonly settings: Pick<CaseSettings, 'mergedPosts'>
  readonly now: Date
}

/** One line of the queue. */
export function toInnerRow(
  order: InnerOrder,
  record: CaseOfOrder,
  { labels, actor, settings, now }: RowContext,
): InnerRow {
  return {
    id: order.id,
    version: order.version,
    number: innerNumber(record, order.serial),
    caseId: order.caseId,
    state: order.state,
    townUnit: labels.unit(order.townUnitId),
    unit: labels.unit(order.unitId),
    part: order.part,
    className: labels.className(record),
    areaName: labels.areaName(record.communityCode ?? record.townCode),
    address: record.address,
    level: record.level,
    issuedAt: order.issuedAt,
    dueAt: order.dueAt,
    queueDueAt: order.queueDueAt,
    queueYellowAt: order.queueYellowAt,
    isCapped: order.isCapped,
    light: innerLightAt(order, now),
    reworks: order.reworks,
    extensions: order.extensions,
    isInTime: order.isInTime,
    isWaitingForMe: innerWaitsFor(order, toCaseActor(actor), settings),
  }
}

/** Details of some orders of one case; `all` are the orders of the case, so that they can name each other. */
export async function toInnerDetails(
  { db, actor, now }: { db: Database; actor: Actor; now: Date },
  record: CaseRecord,
  orders: readonly InnerOrder[],
  all: readonly InnerOrder[],
): Promise<InnerDetail[]> {
  if (!orders.length) return []
  const { adcode } = actor
  const [units, context, entries] = await Promise.all([
    organisationsById(db, adcode),
    getClockContext(db, adcode, now),
    listInnerEntries(
      db,
      adcode,
      orders.map((it) => it.id),
    ),
  ])
  const labels = await findLabels(db, adcode, [record], units, chinaDayOf(now))
  const rows = { labels, actor, settings: context.settings, now }
  const numberOf = (id: string | null): string | null => {
    const found = id && all.find((it) => it.id === id)
    return found ? innerNumber(record, found.serial) : null
  }
  return orders.map((order) => ({
    ...toInnerRow(order, record, rows),
    description: record.description,
    point: record.point,
    casePhotoIds: record.photos.filter((it) => openings.has(it.during)).map((it) => it.id),
    startedAt: order.startedAt,
    reportedAt: order.reportedAt,
    endedAt: order.endedAt,
    result: order.result,
    reason: order.reason,
    photos: order.photos,
    replacesNumber: numberOf(order.replacesId),
    replacedByNumber: numberOf(order.replacedById),
    clock: explainInner(order, record, context),
    timeline: entries.filter((it) => it.orderId === order.id).map((it) => toTimeline(it, units)),
    actions: innerActionsFor(order, toCaseActor(actor), context.settings).map((name) => {
      const { zh, en, way } = innerRuleOf(name)
      return { name, path: `/api/inner-orders/${order.id}/${toKebab(name)}`, zh, en, way }
    }),
  }))
}

/** Photos of a case that show what there is to do. */
const openings = new Set(['report', 'register', 'answerVerification'])

/** The clock that decides the deadline: the order's own, or that of its case. */
function explainInner(order: InnerOrder, record: CaseRecord, context: ClockContext): ExplainedClock | null {
  if (order.clock && !order.isCapped) return explainCaseClock(order.clock, null, context)
  const dispose = record.clocks.findLast((it) => it.name === 'dispose')
  return dispose ? explainCaseClock(dispose, record.limitSource, context) : null
}

const spoken = ['result', 'reason', 'note'] as const

function toTimeline(
  entry: InnerEntry,
  units: ReadonlyMap<string, Organisation>,
): InnerDetail['timeline'][number] {
  const text = spoken.map((it) => entry.data[it]).find((it) => typeof it === 'string' && it.trim() !== '')
  return {
    seq: entry.seq,
    action: entry.action,
    ...innerTold(entry),
    at: entry.at,
    actorName: entry.actorName,
    post: entry.post,
    organisationName: (entry.organisationId && units.get(entry.organisationId)?.name) || null,
    text: typeof text === 'string' ? text : null,
  }
}

const innerTold = ({ action }: InnerEntry): { zh: string; en: string } => {
  const { zh, en } = innerWordsOf(action)
  return { zh, en }
}
