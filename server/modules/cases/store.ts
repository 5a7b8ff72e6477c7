/** The SQL that writes cases, and the way between a row and the record. */
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { blankCase } from '#domain/cases/evolve.ts'
import type { Database } from '#platform/database/database.ts'
import type { Row, RowWrites } from '#platform/database/row-writes.ts'
import { fromColumn, fromLogRow, toLogRow } from './log-row.ts'

/** Fields of the record that have a column of their own; all others live in `details`. */
const columns = [
  'version',
  'state',
  'stateBefore',
  'reportNumber',
  'number',
  'source',
  'externalNumber',
  'kind',
  'catalogueId',
  'classCode',
  'conditionId',
  'level',
  'businessKind',
  'description',
  'address',
  'townCode',
  'communityCode',
  'cellCode',
  'areaClass',
  'componentId',
  'reporterId',
  'isSelfHandled',
  'isReturned',
  'leadUnitId',
  'firstUnitId',
  'handlerId',
  'taskHolderId',
  'reportedAt',
  'filedAt',
  'dispatchedAt',
  'handledAt',
  'confirmedAt',
  'endedAt',
  'disposeDueAt',
  'isInTime',
  'isExempted',
  'clockName',
  'clockDueAt',
  'clockYellowAt',
  'suspendedUntil',
  'masterId',
  'linkedCaseId',
  'counters',
  'clocks',
] as const satisfies readonly (keyof CaseRecord)[]

const details = (Object.keys(blankCase) as (keyof typeof blankCase)[]).filter(
  (it) => it !== 'point' && !(columns as readonly string[]).includes(it),
)

const toColumn = (field: string): string => field.replace(/[A-Z]/g, (it) => `_${it.toLowerCase()}`)
const columnNames = columns.map((field) => [field, toColumn(field)] as const)

const isBlank = (field: keyof typeof blankCase, value: unknown): boolean => {
  const blank = blankCase[field]
  return value === blank || (Array.isArray(value) && !value.length && Array.isArray(blank))
}

const pointOf = ({ point }: CaseRecord): string | null => (point ? `(${point[0]},${point[1]})` : null)

/** What has no column of its own; fields that are as on the first day are left out. */
function detailsOf(record: CaseRecord): Row {
  const kept: Record<string, unknown> = {}
  for (const field of details) if (!isBlank(field, record[field])) kept[field] = record[field]
  return kept
}

/** The row of a record. */
export function toRow(record: CaseRecord): Row {
  const row: Record<string, unknown> = { adcode: record.adcode, id: record.id }
  for (const [field, column] of columnNames) row[column] = record[field]
  row['point'] = pointOf(record)
  row['details'] = detailsOf(record)
  return row
}

/** The record of a row. */
export function toRecord(row: Record<string, unknown>): CaseRecord {
  const record: Record<string, unknown> = { ...blankCase, adcode: row['adcode'], id: row['id'] }
  for (const [field, column] of columnNames) record[field] = fromColumn(row[column])
  const point = row['point'] as { x: number; y: number } | null
  record['point'] = point ? [point.x, point.y] : null
  return Object.assign(record, row['details']) as CaseRecord
}

/** The columns of `cases.cases`, for statements that read a whole record. */
export const recordColumns = ['adcode', 'id', 'point', 'details', ...columnNames.map(([, column]) => column)]
  .map((column) => `c.${column}`)
  .join(', ')

const entryRow = (entry: CaseEntry): Row => ({
  ...toLogRow(entry),
  case_id: entry.caseId,
  marks: entry.marks,
})

/** The entry of a log row. */
export const toEntry = (row: Record<string, unknown>): CaseEntry =>
  ({ ...fromLogRow(row), caseId: row['case_id'], marks: row['marks'] }) as CaseEntry

/** Writes new cases with the entries that opened them. */
export function writeOpened(
  write: RowWrites,
  opened: readonly { record: CaseRecord; entries: readonly CaseEntry[] }[],
): void {
  write.insert(
    'cases.cases',
    opened.map(({ record }) => toRow(record)),
  )
  write.insert(
    'cases.case_actions',
    opened.flatMap(({ entries }) => entries.map(entryRow)),
  )
}

/** Writes what an action changed: only the columns that differ, guarded by the version it was decided on. */
export function writeChanged(
  write: RowWrites,
  before: CaseRecord,
  after: CaseRecord,
  entries: readonly CaseEntry[],
  /** What changes beside the record, such as the hand it is in. */
  beside: Row = {},
): void {
  const changes: Record<string, unknown> = {}
  // `evolve` hands on what it leaves as it was, so another object means another value.
  for (const [field, column] of columnNames)
    if (after[field] !== before[field]) changes[column] = after[field]
  // What was taken in hand was taken in this state; whoever goes on finds it free.
  if (after.state !== before.state) Object.assign(changes, { holder_id: null, held_at: null })
  if (after.point !== before.point) changes['point'] = pointOf(after)
  if (details.some((field) => after[field] !== before[field])) changes['details'] = detailsOf(after)
  Object.assign(changes, beside)
  write.update('cases.cases', { adcode: before.adcode, id: before.id, version: before.version }, changes)
  write.insert('cases.case_actions', entries.map(entryRow))
}

/** The case of `id` in the county, as it stands. */
export async function findCase(db: Database, adcode: string, id: string): Promise<CaseRecord | undefined> {
  const [row] = await db.rows<Record<string, unknown>>(
    `select ${recordColumns} from cases.cases c where c.adcode = $1 and c.id = $2`,
    [adcode, id],
  )
  return row && toRecord(row)
}

/** The log of a case, oldest first. */
export async function listEntries(db: Database, adcode: string, id: string): Promise<CaseEntry[]> {
  const rows = await db.rows<Record<string, unknown>>(
    'select * from cases.case_actions where adcode = $1 and case_id = $2 order by seq',
    [adcode, id],
  )
  return rows.map(toEntry)
}
