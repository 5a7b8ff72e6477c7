/** The SQL of reports and of what reporters were told. */
import type { ReportView } from '#domain/intake/report.ts'
import { maskName, maskPhone } from '#domain/personal-data.ts'
import type { Sentence } from '#domain/problem.ts'
import type { Database } from '#platform/database/database.ts'
import type { RowWrites } from '#platform/database/row-writes.ts'
import { newId } from '#platform/ids.ts'

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

/** Writes a new report. */
export function writeReport(write: RowWrites, it: StoredReport): void {
  write.insert('intake.reports', {
    adcode: it.adcode,
    id: it.id,
    number: it.number,
    case_id: it.caseId,
    original_case_id: it.originalCaseId ?? it.caseId,
    source: it.source,
    external_number: it.externalNumber,
    reporter_id: it.reporterId,
    description: it.description,
    address: it.address,
    point_given: it.pointGiven,
    caller_name: it.callerName,
    caller_phone: it.callerPhone,
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
  is_confidential: boolean
  wants_reply: boolean
}

/** The reports that follow a case, masked. */
export async function findReportsOfCase(db: Database, adcode: string, caseId: string): Promise<ReportView[]> {
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
    callerName: maskName(row.caller_name),
    callerPhone: maskPhone(row.caller_phone),
    isConfidential: row.is_confidential,
    wantsReply: row.wants_reply,
    followsMerged: row.case_id !== row.original_case_id,
  }))
}

/** A report with its caller in full; for `unmask` alone. */
export async function findReportWithCaller(
  db: Database,
  adcode: string,
  id: string,
): Promise<{ caseId: string; callerName: string | null; callerPhone: string | null } | undefined> {
  const [row] = await db.rows<Row>('select * from intake.reports where adcode = $1 and id = $2', [adcode, id])
  return row && { caseId: row.case_id, callerName: row.caller_name, callerPhone: row.caller_phone }
}
