/** The columns that every log of cases has in common: what was done, when, by whom, and where it led. */
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { Row } from '#platform/database/row-writes.ts'

type Logged = Pick<
  CaseEntry,
  'adcode' | 'seq' | 'at' | 'actorId' | 'actorName' | 'post' | 'organisationId' | 'data'
> & {
  readonly action: string
  readonly fromState: string | null
  readonly toState: string
  readonly due: unknown
}

/** An instant of a row as the domain writes it; everything else as it is. */
export const fromColumn = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value)

/** The common columns of a log row. */
export const toLogRow = (entry: Logged): Row => ({
  adcode: entry.adcode,
  seq: entry.seq,
  action: entry.action,
  at: entry.at,
  actor_id: entry.actorId,
  actor_name: entry.actorName,
  post: entry.post,
  organisation_id: entry.organisationId,
  from_state: entry.fromState,
  to_state: entry.toState,
  data: entry.data,
  due: entry.due,
})

/** The common fields of an entry. */
export const fromLogRow = (row: Record<string, unknown>) => ({
  adcode: row['adcode'],
  seq: row['seq'],
  action: row['action'],
  at: fromColumn(row['at']),
  actorId: row['actor_id'],
  actorName: row['actor_name'],
  post: row['post'],
  organisationId: row['organisation_id'],
  fromState: row['from_state'],
  toState: row['to_state'],
  data: row['data'],
  due: row['due'],
})
