/** The earlier reports of a telephone number, as far as the actor may see their cases; what is confidential is counted. */
import type { z } from 'zod'
import { type CaseState, caseStates } from '#domain/cases/state.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { findCallerHistoryEndpoint } from '#domain/intake/contract.ts'
import { maskName, phoneDigits } from '#domain/personal-data.ts'
import { findLabels, mayRead, organisationsById } from '#modules/cases/index.ts'
import type { Query } from '#platform/query.ts'
import { openCell, searchedHashes } from '#platform/sealing/sealed-column.ts'
import { callerName, callerPhone } from '../sealed.ts'

type History = z.input<typeof findCallerHistoryEndpoint.reply>
type Row = {
  report_id: string
  caller_name: string | null
  is_confidential: boolean
  received_at: Date
  report_number: string
  id: string
  number: string | null
  state: CaseState
  town_code: string | null
  community_code: string | null
  lead_unit_id: string | null
  reporter_id: string | null
  catalogue_id: string | null
  kind: string | null
  class_code: string | null
  description: string
  address: string
}

const mostShown = 10

export const findCallerHistory: Query<{ phone: string }, History> = {
  name: 'report.caller-history',
  async run({ db, actor, now, sealer }, { phone }) {
    const { adcode } = actor
    const rows = await db.rows<Row>(
      `select r.id as report_id, r.caller_name, r.is_confidential, r.received_at, r.number as report_number, r.description, r.address,
         f.id, f.number, f.state, f.catalogue_id, f.kind, f.class_code,
         f.town_code, f.community_code, f.lead_unit_id, f.reporter_id
       from intake.reports r join cases.case_facts f on f.adcode = r.adcode and f.id = r.case_id
       where r.adcode = $1 and (r.caller_key = any($2)
         or r.caller_phone is not null and r.caller_key is null and intake.phone_digits(r.caller_phone) = $3)
       order by r.received_at desc, r.id desc limit 500`,
      [adcode, searchedHashes(sealer, callerPhone, phone), phoneDigits(phone)],
    )
    const seen = rows.filter((row) =>
      mayRead(actor, {
        leadUnitId: row.lead_unit_id,
        assistUnitIds: [],
        taskHolderId: null,
        reporterId: row.reporter_id,
        townCode: row.town_code,
        communityCode: row.community_code,
      }),
    )
    const told = seen.filter((row) => !row.is_confidential)
    const shown = told.slice(0, mostShown)
    const named = told.find((row) => row.caller_name) ?? null
    const classOf = (row: Row) => ({
      catalogueId: row.catalogue_id,
      kind: row.kind,
      classCode: row.class_code,
    })
    const units = await organisationsById(db, adcode)
    const labels = await findLabels(db, adcode, shown.map(classOf), units, chinaDayOf(now))
    return {
      callerName: maskName(
        named && openCell(sealer, callerName, { adcode, id: named.report_id }, named.caller_name),
      ),
      total: seen.length,
      open: seen.filter((row) => caseStates[row.state].isOpen).length,
      confidential: seen.length - told.length,
      reports: shown.map((row) => ({
        caseId: row.id,
        number: row.number ?? row.report_number,
        state: row.state,
        receivedAt: row.received_at.toISOString(),
        className: labels.className(classOf(row)),
        description: row.description,
        address: row.address,
      })),
    }
  },
}
