/** By how much a recomputed deadline moved, told for the deadline that people see: the running clock, or the disposal. */
import { chinaDayOf } from '../china-time.ts'
import type { CaseEntry } from './case-entry.ts'
import { type ClockName, caseClocks } from './life-cycle.ts'

export type DeadlineMove = {
  readonly clockName: ClockName
  readonly before: string | null
  readonly after: string | null
}

type Pair = { readonly before: string | null; readonly after: string | null }

/** The move that an entry of recomputing tells; undefined where only the publication of the calendar changed. */
export function toDeadlineMove({ data }: Pick<CaseEntry, 'data'>): DeadlineMove | undefined {
  const clock = data['clockDueAt'] as Pair | undefined
  const dispose = data['disposeDueAt'] as Pair | undefined
  const name = caseClocks.find((it) => it === data['clockName'])
  if (name && clock && clock.before !== clock.after) return { clockName: name, ...clock }
  if (dispose && dispose.before !== dispose.after) return { clockName: 'dispose', ...dispose }
  return undefined
}

/** Days of the calendar in China between the two deadlines; 0 within one day or where one of them is missing. */
export const daysMoved = ({ before, after }: DeadlineMove): number =>
  before === null || after === null
    ? 0
    : Math.round(
        (Date.parse(chinaDayOf(new Date(after))) - Date.parse(chinaDayOf(new Date(before)))) / 86_400_000,
      )
