/** What leaders said: the words stand in the record of the case, and who has read them beside it. */
import type { z } from 'zod'
import { isAnswerLate } from '#domain/cases/case-figure.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { Directive, listDirectivesEndpoint } from '#domain/cases/directive-contract.ts'
import { CaseProblem } from '#domain/cases/problems.ts'
import { caseStates } from '#domain/cases/state.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Database } from '#platform/database/database.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { organisationsById } from '../case-names.ts'
import { mayRead } from '../policy.ts'
import { recordColumns, toRecord } from '../store.ts'
import { visibleTo } from './case-conditions.ts'
import { supervisedSql } from './figure-sql.ts'
import { findLabels, type Labels } from './find-labels.ts'

type Input = z.output<typeof listDirectivesEndpoint.query>
type ReaderRow = { directive_id: string; person_id: string; person_name: string; read_at: Date | null }

/** So many cases are looked at; a leader who said more has the list of cases. */
const mostCases = 50

export const listDirectives: Query<Input, { directives: Directive[] }> = {
  name: 'case.list-directives',
  async run(context, { caseId, of }) {
    const { db, actor, now } = context
    const ids = caseId
      ? [caseId]
      : of === 'mine'
        ? await findCasesOfMine(context)
        : await findCasesForMe(context)
    const records = await findRecords(context, ids)
    if (caseId && !records.length) throw CaseProblem.unknown({ id: caseId })
    const readers = await findReaders(context, ids)
    const labels = await findLabels(
      db,
      actor.adcode,
      records,
      await organisationsById(db, actor.adcode),
      chinaDayOf(now),
    )
    const said = caseId || of === 'for-me' ? undefined : await findSaid(context)
    const all = records.flatMap((record) => directivesOf(record, readers, labels, context))
    const wanted = all.filter(
      (it) =>
        (said?.has(it.id) ?? true) &&
        (caseId !== undefined || of === 'mine' || isForMe(it, records, context)),
    )
    return { directives: wanted.sort((a, b) => b.at.localeCompare(a.at)) }
  },
}

/** Unread by oneself, or waiting for the answer of one's own unit. */
function isForMe(it: Directive, records: readonly CaseRecord[], { actor }: QueryContext): boolean {
  if (it.isUnread) return true
  const record = records.find(({ id }) => id === it.case.id)
  const isOfUnit = actor.posts.includes('unit') && record?.leadUnitId === actor.organisationId
  return isOfUnit && it.kind === 'supervision' && it.answeredAt === null && caseStates[it.case.state].isOpen
}

const findCasesOfMine = async ({ db, actor }: QueryContext): Promise<string[]> =>
  (
    await db.rows<{ case_id: string }>(
      `select case_id, max(at) as at from cases.directive_readers where adcode = $1 and by_id = $2
       group by 1 order by 2 desc limit ${mostCases}`,
      [actor.adcode, actor.id],
    )
  ).map((it) => it.case_id)

async function findSaid({ db, actor }: QueryContext): Promise<ReadonlySet<string>> {
  const rows = await db.rows<{ id: string }>(
    'select distinct directive_id as id from cases.directive_readers where adcode = $1 and by_id = $2',
    [actor.adcode, actor.id],
  )
  return new Set(rows.map((it) => it.id))
}

/** Cases with something unread, and those of one's unit whose supervision waits for an answer. */
async function findCasesForMe({ db, actor }: QueryContext): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `(select case_id as id from cases.directive_readers
       where adcode = $1 and person_id = $2 and read_at is null order by at desc limit ${mostCases})
     union
     (select c.id from cases.cases c where c.adcode = $1 and c.ended_at is null and c.lead_unit_id = $3
       and ${supervisedSql} limit ${mostCases})`,
    [actor.adcode, actor.id, actor.posts.includes('unit') ? actor.organisationId : null],
  )
  return rows.map((it) => it.id)
}

async function findRecords({ db, actor }: QueryContext, ids: readonly string[]): Promise<CaseRecord[]> {
  const conditions = visibleTo(actor)
  conditions.add(`c.id = any(${conditions.parameter(ids)}::uuid[])`)
  const rows = await db.rows<Record<string, unknown>>(
    `select ${recordColumns} from cases.cases c where ${conditions.sql}`,
    conditions.values,
  )
  return rows.map(toRecord).filter((it) => mayRead(actor, it))
}

const findReaders = ({ db, actor }: QueryContext, ids: readonly string[]): Promise<ReaderRow[]> =>
  db.rows<ReaderRow>(
    `select directive_id, person_id, person_name, read_at from cases.directive_readers
     where adcode = $1 and case_id = any($2::uuid[]) order by read_at nulls last, person_name`,
    [actor.adcode, ids],
  )

function directivesOf(
  record: CaseRecord,
  rows: readonly ReaderRow[],
  labels: Labels,
  { actor, now }: QueryContext,
): Directive[] {
  const of = {
    id: record.id,
    number: record.number ?? record.reportNumber,
    className: labels.className(record),
    address: record.address,
    areaName: labels.areaName(record.communityCode ?? record.townCode),
    leadUnitName: labels.unit(record.leadUnitId)?.name ?? null,
    state: record.state,
  }
  const readersOf = (id: string) => {
    const own = rows.filter((it) => it.directive_id === id)
    return {
      readers: own.map((it) => ({
        id: it.person_id,
        name: it.person_name,
        readAt: it.read_at?.toISOString() ?? null,
      })),
      isUnread: own.some((it) => it.person_id === actor.id && it.read_at === null),
    }
  }
  const unasked = { dueAt: null, dueOnDate: null, answeredAt: null, answer: null, isLate: false }
  return [
    ...record.instructions.map(
      (it): Directive => ({
        ...it,
        ...unasked,
        kind: 'instruction',
        ...readersOf(it.id),
        case: of,
      }),
    ),
    ...record.supervisions.map(
      (it): Directive => ({
        ...it,
        kind: 'supervision',
        dueAt: it.dueAt ?? null,
        isLate: isAnswerLate(it, now),
        ...readersOf(it.id),
        case: of,
      }),
    ),
  ]
}

/** What was addressed to somebody on a case and is not read yet. */
export async function findUnread(
  db: Database,
  adcode: string,
  caseId: string,
  personId: string,
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(
    `select directive_id as id from cases.directive_readers
     where adcode = $1 and case_id = $2 and person_id = $3 and read_at is null`,
    [adcode, caseId, personId],
  )
  return rows.map((it) => it.id)
}
