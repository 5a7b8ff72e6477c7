/** A case with inner orders in a test: as the server does it, the orders follow whatever happens to the case. */
import type { Limit } from '../../catalogue/limit.ts'
import type { CaseActor } from '../decide.ts'
import type { CaseActionName } from '../life-cycle.ts'
import { Story, unitA, usualActor } from '../testing.ts'
import { decideInner, issueInner, openInnerOrders, requireSplittable } from './decide-inner.ts'
import { replayInner } from './evolve-inner.ts'
import { followCase, requireInnerDone } from './follow-case.ts'
import type { InnerActionName } from './inner-life-cycle.ts'
import type { InnerEntry, InnerOrder } from './inner-order.ts'

const id = (tail: string): string => `00000000-0000-7000-8000-${tail.padStart(12, '0')}`

export const communityA = id('e1')
export const communityB = id('e2')

export const innerPeople = {
  /** The second level of unit A, and of another town. */
  town: { id: id('f1'), name: 'Town desk', posts: ['sub_center'], organisationId: unitA, areaCodes: [] },
  otherTown: {
    id: id('f2'),
    name: 'Other town',
    posts: ['sub_center'],
    organisationId: id('b9'),
    areaCodes: [],
  },
  communityA: { id: id('f3'), name: 'Ning', posts: ['unit'], organisationId: communityA, areaCodes: [] },
  communityB: { id: id('f4'), name: 'Rui', posts: ['handler'], organisationId: communityB, areaCodes: [] },
} as const satisfies Record<string, CaseActor>

export const photoId = id('9')

const usualInputs: Readonly<Record<InnerActionName, Record<string, unknown>>> = {
  start: { note: '' },
  report: { result: '已清理', photoIds: [photoId] },
  accept: { note: '' },
  sendBack: { reason: '还有残留' },
  extend: { limit: { value: 1, unit: 'work_hour' }, reason: '雨天' },
  reissue: { reason: '人手不足', replacedById: id('77') },
  recall: { reason: '不再需要' },
}

/** A story whose orders follow its case. */
export class InnerStory extends Story {
  orders: InnerOrder[] = []
  readonly innerLog: InnerEntry[] = []

  override take(
    action: CaseActionName,
    input: Record<string, unknown> = {},
    actor: CaseActor = usualActor(action),
  ): this {
    requireInnerDone(action, openInnerOrders(this.orders ?? []))
    super.take(action, input, actor)
    this.orders = this.orders.map((order) => {
      const followed = followCase({ order, record: this.record, action, actor, context: this.context })
      if (followed) this.innerLog.push(followed.entry)
      return followed?.order ?? order
    })
    return this
  }

  /** Issues an order to `unitId`, as the town. */
  issue(unitId: string, limit: Limit | null = null, actor: CaseActor = innerPeople.town): this {
    requireSplittable(this.record, actor, this.settings)
    const { entry, order } = issueInner({
      id: id(`d${this.orders.length}`),
      adcode: this.record.adcode,
      opening: {
        caseId: this.record.id,
        serial: this.orders.length + 1,
        townUnitId: unitA,
        unitId,
        part: '清理路面',
        replacesId: null,
      },
      limit,
      note: '',
      actor,
      context: this.context,
      outer: this.record,
    })
    this.innerLog.push(entry)
    this.orders.push(order)
    return this
  }

  /** The newest order takes an action, or the one of `index`. */
  inner(
    action: InnerActionName,
    {
      index = this.orders.length - 1,
      by,
      input = {},
    }: { index?: number; by?: CaseActor; input?: Record<string, unknown> } = {},
  ): this {
    const order = this.order(index)
    const usual =
      action === 'start' || action === 'report'
        ? { ...innerPeople.communityA, organisationId: order.unitId }
        : innerPeople.town
    const decision = decideInner({
      order,
      action,
      data: { ...usualInputs[action], ...input },
      actor: by ?? usual,
      context: this.context,
      outer: this.record,
    })
    this.innerLog.push(decision.entry)
    this.orders[index] = decision.order
    return this
  }

  order(index = this.orders.length - 1): InnerOrder {
    const found = this.orders[index]
    if (!found) throw new Error(`there is no order ${index}`)
    return found
  }

  /** The orders as their logs, written and read again, give them. */
  get replayedOrders(): (InnerOrder | undefined)[] {
    const log = JSON.parse(JSON.stringify(this.innerLog)) as InnerEntry[]
    return this.orders.map((order) => replayInner(log.filter((it) => it.orderId === order.id)))
  }
}
