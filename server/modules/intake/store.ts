/** The SQL of reports and of what reporters were told. */
import type { ReportView } from '#domain/intake/report.ts'
import { maskName, maskNumbersIn, maskPhone } from '#domain/personal-data.ts'
import type { Sentence } from '#domain/problem.ts'
import type { Database } from '#platform/database/database.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { newId } from '#platform/ids.ts'
import { hashCell, openCell, sealCell } from '#platform/sealing/sealed-column.ts'
import type { Sealer } from '#platform/sealing/sealer.ts'
import { callerName, callerPhone, exactWords } from './sealed.ts'

export type StoredReport = {
  adcode: string
  id: string
  number: string
  /** The case it follows; the one it opened is said where it is another. */
  caseId: string
  originalCaseId?: string
  source: string
  externalNumber: string | null
  reporterId: string | null
  description: string
  address: string
  pointGiven: { datum: string; point: readonly number[] } | null
  callerName: string | null
  callerPhone: string | null
  isConfidential: boolean
  wantsReply: boolean
  receivedAt: Date
}

/** Description and address as the case, its log and the audit line may hold them: numbers of people are masked. */
export const withoutNumbers = <T extends { description: string; address: string }>(it: T): T => ({
  ...it,
  description: maskNumbersIn(it.description),
  address: maskNumbersIn(it.address),
})

/** Description and address as they were told, where masking took something of them. */
function exactWordsOf({ description, address }: StoredReport): string | null {
  const open = withoutNumbers({ description, address })
  return open.description === description && open.address === address
    ? null
    : JSON.stringify({ description, address })
}

/** Writes a new report; who told it is sealed, and so are words that hold numbers of people. */
export function writeReport({ write, sealer }: { write: RowWrites; sealer: Sealer }, it: StoredReport): void {
  const open = withoutNumbers(it)
  write.insert('intake.reports', {
    adcode: it.adcode,
    id: it.id,
    number: it.number,
    case_id: it.caseId,
    original_case_id: it.originalCaseId ?? it.caseId,
    source: it.source,
    external_number: it.externalNumber,
    reporter_id: it.reporterId,
    description: open.description,
    address: open.address,
    point_given: it.pointGiven,
    caller_name: sealCell(sealer, callerName, it, it.callerName),
    caller_phone: sealCell(sealer, callerPhone, it, it.callerPhone),
    caller_key: hashCell(sealer, callerPhone, it.callerPhone),
    exact_words: sealCell(sealer, exactWords, it, exactWordsOf(it)),
    is_confidential: it.isConfidential,
    wants_reply: it.wantsReply,
    received_at: it.receivedAt,
  })
}

/** Writes what the reporters of `reportIds` are told. */
export function writeNotices(
  write: RowWrites,
  adcode: string,
  reportIds: readonly string[],
  at: Date,
  about: string,
  { zh, en }: Sentence,
): void {
  write.insert(
    'intake.notices',
    reportIds.map((id) => ({ adcode, id: newId(), report_id: id, at, about, zh, en })),
  )
}

type Row = {
  adcode: string
  id: string
  number: string
  case_id: string
  original_case_id: string
  source: ReportView['source']
  external_number: string | null
  received_at: Date
  description: string
  address: string
  caller_name: string | null
  caller_phone: string | null
  exact_words: string | null
  is_confidential: boolean
  wants_reply: boolean
}

/** The reports that follow a case, masked. */
export async function findReportsOfCase(
  { db, sealer }: { db: Database; sealer: Sealer },
  adcode: string,
  caseId: string,
): Promise<ReportView[]> {
  const rows = await db.rows<Row>(
    'select * from intake.reports where adcode = $1 and case_id = $2 order by received_at, number',
    [adcode, caseId],
  )
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    caseId: row.case_id,
    source: row.source,
    externalNumber: row.external_number,
    receivedAt: row.received_at.toISOString(),
    description: row.description,
    address: row.address,
    callerName: maskName(openCell(sealer, callerName, row, row.caller_name)),
    callerPhone: maskPhone(openCell(sealer, callerPhone, row, row.caller_phone)),
    hasMaskedWords: row.exact_words !== null,
    isConfidential: row.is_confidential,
    wantsReply: row.wants_reply,
    followsMerged: row.case_id !== row.original_case_id,
  }))
}

/** Which case a report follows; undefined where there is no such report. */
export async function findCaseOfReport(
  db: Database,
  adcode: string,
  id: string,
): Promise<string | undefined> {
  const [row] = await db.rows<{ caseId: string }>(
    'select case_id as "caseId" from intake.reports where adcode = $1 and id = $2',
    [adcode, id],
  )
  return row?.caseId
}

/** What of a report is masked elsewhere, in full. */
export type ReportInFull = {
  readonly callerName: string | null
  readonly callerPhone: string | null
  readonly description: string
  readonly address: string
}

/** A report with its caller and its words in full; for whoever asked with a reason, after that was logged. */
export async function findReportInFull(
  { db, sealer }: { db: Database; sealer: Sealer },
  adcode: string,
  id: string,
): Promise<ReportInFull | undefined> {
  const [row] = await db.rows<Row>('select * from intake.reports where adcode = $1 and id = $2', [adcode, id])
  if (!row) return undefined
  const exact = openCell(sealer, exactWords, row, row.exact_words)
  return {
    callerName: openCell(sealer, callerName, row, row.caller_name),
    callerPhone: openCell(sealer, callerPhone, row, row.caller_phone),
    ...(exact === null
      ? { description: row.description, address: row.address }
      : (JSON.parse(exact) as Pick<ReportInFull, 'description' | 'address'>)),
  }
}
