/** The inner order that follows from its log, entry by entry; pure, without a calendar. `verify` replays it. */
import type { ClockMark } from '../clock.ts'
import type { InnerEntryAction } from './inner-life-cycle.ts'
import { innerStates } from './inner-life-cycle.ts'
import type { InnerEntry, InnerOpening, InnerOrder } from './inner-order.ts'

type Changes = Partial<InnerOrder>

/** The order after `entry`; without one before, the entry issues it. */
export function evolveInner(order: InnerOrder | undefined, entry: InnerEntry): InnerOrder {
  const before = order ?? openingOrder(entry)
  const changes = order ? (reducers[entry.action]?.(order, entry) ?? {}) : {}
  return {
    ...before,
    ...changes,
    version: entry.seq,
    state: entry.toState,
    endedAt: innerStates[entry.toState].isOpen ? null : entry.at,
    clock: withMark(before.clock, order ? entry.mark : null),
    ...entry.due,
  }
}

/** Replays a whole log; undefined when it is empty. */
export const replayInner = (entries: Iterable<InnerEntry>): InnerOrder | undefined => {
  let order: InnerOrder | undefined
  for (const entry of entries) order = evolveInner(order, entry)
  return order
}

function openingOrder(entry: InnerEntry): InnerOrder {
  const { clock, ...facts } = entry.data as unknown as InnerOpening
  return {
    ...facts,
    id: entry.orderId,
    adcode: entry.adcode,
    version: 0,
    state: entry.toState,
    stateBefore: null,
    replacedById: null,
    issuedAt: entry.at,
    startedAt: null,
    reportedAt: null,
    endedAt: null,
    result: null,
    reason: null,
    reworks: 0,
    extensions: 0,
    photos: [],
    clock: clock && entry.mark ? { ...clock, marks: [entry.mark] } : null,
    ...entry.due,
  }
}

const withMark = (clock: InnerOrder['clock'], mark: ClockMark | null): InnerOrder['clock'] =>
  clock && mark ? { ...clock, marks: [...clock.marks, mark] } : clock

const reasonOf = ({ data }: InnerEntry): string | null =>
  typeof data['reason'] === 'string' ? data['reason'] : null

/** What each step changes beside state and clock. */
const reducers: Partial<Record<InnerEntryAction, (order: InnerOrder, entry: InnerEntry) => Changes>> = {
  start: (_, { at }) => ({ startedAt: at }),
  report: (order, { at, actorName, data }) => ({
    reportedAt: at,
    result: String(data['result']),
    photos: [...order.photos, ...(data['photoIds'] as string[]).map((id) => ({ id, at, by: actorName }))],
  }),
  sendBack: (order, entry) => ({
    reportedAt: null,
    result: null,
    reason: reasonOf(entry),
    reworks: order.reworks + 1,
  }),
  extend: (order) => ({ extensions: order.extensions + 1 }),
  reissue: (_, entry) => ({ reason: reasonOf(entry), replacedById: String(entry.data['replacedById']) }),
  recall: (_, entry) => ({ reason: reasonOf(entry), stateBefore: null }),
  pauseWithCase: ({ state }) => ({ stateBefore: state }),
  resumeWithCase: () => ({ stateBefore: null }),
  recallWithCase: () => ({ stateBefore: null }),
}
