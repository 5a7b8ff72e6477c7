/**
 * Keeps a list of cases that is already shown in step with single changes: the changed cases are taken out and, where
 * they still belong to the list, put in again at their place in its order, which is the server's order.
 */
import type { CaseFilter, CaseRow } from '#domain/cases/contract.ts'

type Sort = CaseFilter['sort']
type Placed = Pick<CaseRow, 'id' | 'clockDueAt' | 'disposeDueAt' | 'reportedAt'>

const orders: Readonly<Record<Sort, { readonly at: (row: Placed) => string | null; readonly sign: 1 | -1 }>> =
  {
    due: { at: (row) => row.clockDueAt, sign: 1 },
    overdue: { at: (row) => row.disposeDueAt, sign: -1 },
    newest: { at: (row) => row.reportedAt, sign: -1 },
    oldest: { at: (row) => row.reportedAt, sign: 1 },
  }

/** Which of two rows comes first in the order `sort`: rows without the instant last, the same instant by id. */
export function compareRows(a: Placed, b: Placed, sort: Sort): number {
  const { at, sign } = orders[sort]
  const [left, right] = [at(a), at(b)]
  if (left !== right) {
    if (left === null) return 1
    if (right === null) return -1
    return left < right ? -sign : sign
  }
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

export type Merge = {
  readonly rows: readonly CaseRow[]
  /** Ids of cases of which something was announced. */
  readonly changed: ReadonlySet<string>
  /** Those of them that are in the list now, as they are. */
  readonly found: readonly CaseRow[]
  readonly sort: Sort
  /** Where what was read ends, when the list goes on; what lies beyond is read with the next page. */
  readonly edge: Placed | undefined
}

/** The rows after the change. */
export function mergeRows({ rows, changed, found, sort, edge }: Merge): CaseRow[] {
  const kept = rows.filter((it) => !changed.has(it.id))
  const within = found.filter((it) => !edge || compareRows(it, edge, sort) <= 0)
  if (!within.length && kept.length === rows.length) return [...rows]
  return [...kept, ...within].sort((a, b) => compareRows(a, b, sort))
}
