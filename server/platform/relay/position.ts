/**
 * How far the relay has come. Announcements are numbered when they are written and show when their act commits, so
 * a number can come late: what is missing below the highest seen is a gap, looked for again until every act that was
 * under way when the gap was first seen has ended. Pure; the relay reads and keeps it.
 */

/** Numbers from `low` to `high` that have not shown yet. */
export type Gap = {
  readonly low: number
  readonly high: number
  /** The first transaction that began after the gap was seen; null until the database was asked. */
  readonly horizon: bigint | null
}

export type Position = {
  /** The highest number that was handed on. */
  readonly high: number
  readonly gaps: readonly Gap[]
}

/** What a look at the transactions under way said, before the announcements were read. */
export type Snapshot = {
  /** Every transaction below this one has ended. */
  readonly oldest: bigint
  /** The number the next transaction will have. */
  readonly next: bigint
}

function without({ low, high, horizon }: Gap, seqs: readonly number[]): Gap[] {
  const parts: Gap[] = []
  let from = low
  for (const seq of seqs.filter((it) => it >= low && it <= high)) {
    if (seq > from) parts.push({ low: from, high: seq - 1, horizon })
    from = seq + 1
  }
  if (from <= high) parts.push({ low: from, high, horizon })
  return parts
}

/** The position after the announcements `seqs` (rising) were handed on, read after `snapshot` was taken. */
export function advance(
  { high, gaps }: Position,
  seqs: readonly number[],
  snapshot: Snapshot | undefined,
): Position {
  const old = gaps
    .filter(({ horizon }) => !(snapshot && horizon !== null && horizon <= snapshot.oldest))
    .flatMap((gap) => without({ ...gap, horizon: gap.horizon ?? snapshot?.next ?? null }, seqs))
  const newest = Math.max(high, seqs.at(-1) ?? 0)
  return { high: newest, gaps: [...old, ...without({ low: high + 1, high: newest, horizon: null }, seqs)] }
}
