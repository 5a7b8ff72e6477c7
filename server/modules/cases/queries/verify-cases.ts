/**
 * Replays the log of every case and of its inner orders and compares with the row. What differs is named field by field; a row without a
 * log, a log without a row and a gap in a log are differences too.
 */
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { evolve } from '#domain/cases/evolve.ts'
import type { Database } from '#platform/database/database.ts'
import { recordColumns, toEntry, toRecord, toRow } from '../store.ts'
import { canonical, type Difference } from './difference.ts'
import { verifyInnerOrders } from './verify-inner-orders.ts'

export type Verification = {
  cases: number
  innerOrders: number
  /** Of both. */
  entries: number
  differences: Difference[]
}

const batchSize = 2000

/** Verifies the cases of `adcode`, or of every county. */
export async function verifyCases(
  db: Database,
  options: { adcode?: string | undefined; onProgress?: (cases: number) => void } = {},
): Promise<Verification> {
  const result: Verification = { cases: 0, innerOrders: 0, entries: 0, differences: [] }
  for (const adcode of options.adcode ? [options.adcode] : await listCounties(db)) {
    await addOrphans(db, adcode, result)
    const inner = await verifyInnerOrders(db, adcode)
    result.innerOrders += inner.orders
    result.entries += inner.entries
    result.differences.push(...inner.differences)
    let after = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const rows = await db.rows<Record<string, unknown>>(
        `select ${recordColumns} from cases.cases c where c.adcode = $1 and c.id > $2 order by c.id limit ${batchSize}`,
        [adcode, after],
      )
      const last = rows.at(-1)
      if (!last) break
      after = String(last['id'])
      await verifyBatch(db, adcode, rows.map(toRecord), result)
      options.onProgress?.(result.cases)
    }
  }
  return result
}

const listCounties = async (db: Database): Promise<string[]> =>
  (
    await db.rows<{ adcode: string }>(
      'select distinct adcode from cases.case_actions union select distinct adcode from cases.cases',
    )
  ).map((row) => row.adcode)

async function addOrphans(db: Database, adcode: string, result: Verification): Promise<void> {
  const orphans = await db.rows<{ case_id: string }>(
    `select distinct a.case_id from cases.case_actions a where a.adcode = $1
     and not exists (select from cases.cases c where c.adcode = a.adcode and c.id = a.case_id)`,
    [adcode],
  )
  for (const { case_id } of orphans)
    result.differences.push({
      adcode,
      caseId: case_id,
      field: '(row)',
      stored: 'none',
      replayed: 'a log without a row',
    })
}

async function verifyBatch(
  db: Database,
  adcode: string,
  records: readonly CaseRecord[],
  result: Verification,
): Promise<void> {
  const rows = await db.rows<Record<string, unknown>>(
    'select * from cases.case_actions where adcode = $1 and case_id = any($2::uuid[]) order by case_id, seq',
    [adcode, records.map((it) => it.id)],
  )
  const logs = Map.groupBy(rows.map(toEntry), (it) => it.caseId)
  for (const record of records) {
    const log = logs.get(record.id) ?? []
    result.cases += 1
    result.entries += log.length
    result.differences.push(...compare(record, log))
  }
}

/** What differs between a row and the replay of its log. */
export function compare(record: CaseRecord, log: readonly CaseEntry[]): Difference[] {
  const at = { adcode: record.adcode, caseId: record.id }
  const gap = log.findIndex((entry, index) => entry.seq !== index + 1)
  if (gap >= 0) return [{ ...at, field: '(log)', stored: log[gap]?.seq, replayed: gap + 1 }]
  let replayed: CaseRecord | undefined
  for (const entry of log) replayed = evolve(replayed, entry)
  if (!replayed) return [{ ...at, field: '(log)', stored: 'a row', replayed: 'no log' }]
  const stored = toRow(record)
  return Object.entries(toRow(replayed)).flatMap(([field, value]) =>
    canonical(value) === canonical(stored[field])
      ? []
      : [{ ...at, field, stored: stored[field], replayed: value }],
  )
}
