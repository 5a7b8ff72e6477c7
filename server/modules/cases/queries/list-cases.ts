/** Cases as a queue, page by page; the cursor is the last row's sort value and id, so that no page shifts. */
import type { CaseFilter, CaseRow } from '#domain/cases/contract.ts'
import { lightAt } from '#domain/cases/light.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query } from '#platform/query.ts'
import { namesOfPeople, organisationsById } from '../case-names.ts'
import { getCaseSettings } from '../case-settings.ts'
import { toRecord } from '../store.ts'
import { addFilter, addQueue, type Conditions, visibleTo } from './case-conditions.ts'
import { toHolder } from './find-holder.ts'
import { findLabels, type Labels } from './find-labels.ts'

const listColumns = `c.adcode, c.id, c.version, c.state, c.report_number, c.number, c.source, c.kind, c.catalogue_id, c.class_code,
  c.description, c.address, c.point, c.town_code, c.community_code, c.level, c.lead_unit_id, c.reported_at, c.filed_at,
  c.ended_at, c.clock_name, c.clock_due_at, c.clock_yellow_at, c.dispose_due_at, c.is_returned, c.counters, c.details, c.holder_id, c.held_at`

/** Only a clock's deadline can be missing; elsewhere nothing is said of nulls, so that an index gives the order. */
const orders = {
  due: { column: 'c.clock_due_at', direction: 'asc', nulls: 'nulls last', type: 'timestamptz' },
  overdue: { column: 'c.dispose_due_at', direction: 'desc', nulls: '', type: 'timestamptz' },
  newest: { column: 'c.reported_at', direction: 'desc', nulls: '', type: 'timestamptz' },
  oldest: { column: 'c.reported_at', direction: 'asc', nulls: '', type: 'timestamptz' },
} as const

type Cursor = { at: string | null; id: string }

function readCursor(text: string): Cursor {
  const [at = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|')
  if (
    !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ||
    !/^(|\d{4}-\d\d-\d\dT[\d:.]+Z)$/.test(at) ||
    Number.isNaN(Date.parse(at || '2000-01-01'))
  )
    throw CaseProblem.inputWrong({ action: 'list', zh: '翻页位置无效', en: 'The cursor is not valid' })
  return { at: at || null, id }
}

const writeCursor = ({ at, id }: Cursor): string => Buffer.from(`${at ?? ''}|${id}`).toString('base64url')

/** Rows whose sort value is null (paused, ended) come last in both directions. */
function addCursor(
  conditions: Conditions,
  cursor: Cursor,
  { column, direction, type }: (typeof orders)[CaseFilter['sort']],
): void {
  const id = conditions.parameter(cursor.id)
  if (cursor.at === null) {
    conditions.add(`${column} is null and c.id > ${id}::uuid`)
    return
  }
  const at = `${conditions.parameter(cursor.at)}::${type}`
  const beyond = direction === 'asc' ? '>' : '<'
  conditions.add(
    `(${column} ${beyond} ${at} or (${column} = ${at} and c.id > ${id}::uuid) or ${column} is null)`,
  )
}

export const listCases: Query<CaseFilter, { cases: CaseRow[]; next: string | null }> = {
  name: 'case.list',
  async run({ db, actor, now }, filter) {
    const conditions = visibleTo(actor)
    if (filter.queue === 'mine') addQueue(conditions, actor, await getCaseSettings(db, actor.adcode))
    addFilter(conditions, filter, now, actor)
    const order = orders[filter.sort]
    if (filter.after) addCursor(conditions, readCursor(filter.after), order)
    const limit = conditions.parameter(filter.limit + 1)
    const rows = await db.rows<Record<string, unknown>>(
      `select ${listColumns} from cases.cases c where ${conditions.sql}
       order by ${order.column} ${order.direction} ${order.nulls}, c.id limit ${limit}`,
      conditions.values,
    )
    const page = rows.slice(0, filter.limit)
    const last = page.at(-1)
    const at = last?.[order.column.slice(2)] as Date | null | undefined
    const [labels, holders] = await Promise.all([
      labelsOf(db, actor.adcode, page, now),
      namesOfPeople(db, actor.adcode, holdersIn(page)),
    ])
    return {
      cases: page.map((row) => ({ ...toCaseRow(row, labels, now), holder: toHolder(row, holders) })),
      next:
        rows.length > filter.limit && last
          ? writeCursor({ at: at?.toISOString() ?? null, id: String(last['id']) })
          : null,
    }
  },
}

const holdersIn = (rows: readonly Record<string, unknown>[]): string[] => [
  ...new Set(rows.flatMap((row) => (typeof row['holder_id'] === 'string' ? [row['holder_id']] : []))),
]

const labelsOf = async (
  db: Database,
  adcode: string,
  rows: readonly Record<string, unknown>[],
  now: Date,
): Promise<Labels> =>
  findLabels(
    db,
    adcode,
    rows.map((row) => ({
      catalogueId: row['catalogue_id'] as string | null,
      kind: row['kind'] as string | null,
      classCode: row['class_code'] as string | null,
    })),
    await organisationsById(db, adcode),
    chinaDayOf(now),
  )

function toCaseRow(row: Record<string, unknown>, labels: Labels, now: Date): Omit<CaseRow, 'holder'> {
  const it = toRecord(row)
  return {
    id: it.id,
    reportNumber: it.reportNumber,
    number: it.number,
    state: it.state,
    version: it.version,
    source: it.source,
    kind: it.kind,
    classCode: it.classCode,
    className: labels.className(it),
    description: it.description,
    address: it.address,
    point: it.point,
    townCode: it.townCode,
    communityCode: it.communityCode,
    areaName: labels.areaName(it.communityCode ?? it.townCode),
    level: it.level,
    leadUnit: labels.unit(it.leadUnitId),
    reportedAt: it.reportedAt,
    filedAt: it.filedAt,
    endedAt: it.endedAt,
    clockName: it.clockName,
    clockDueAt: it.clockDueAt,
    clockYellowAt: it.clockYellowAt,
    disposeDueAt: it.disposeDueAt,
    light: lightAt(it, now),
    isReturned: it.isReturned,
    reworks: it.counters.reworks,
    supervisionsOpen: it.supervisions.filter((supervision) => !supervision.answeredAt).length,
  }
}
