/**
 * What a caller may ask of the centre (个人信息保护法 第四十五条、第四十七条): everything that is kept of them, and that it
 * be erased. Whoever does it for them gives a reason, and the log keeps the ends of the number alone.
 */
import type { z } from 'zod'
import type { eraseCallerEndpoint, exportCallerEndpoint } from '#domain/intake/retention-contract.ts'
import { maskPhone, phoneDigits } from '#domain/personal-data.ts'
import type { Command } from '#platform/act.ts'
import type { Database } from '#platform/database/database.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { searchedHashes } from '#platform/sealing/sealed-column.ts'
import type { Sealer } from '#platform/sealing/sealer.ts'
import { callerPhone } from '../sealed.ts'
import { findReportInFull } from '../store.ts'
import { type ReportToForget, writeForgotten } from './forget-callers.ts'

type Asked = { readonly phone: string; readonly reason: string }

const masked = ({ phone, reason }: Asked) => ({ phone: maskPhone(phone), reason })

type Found = ReportToForget & {
  readonly number: string
  readonly caseNumber: string | null
  readonly receivedAt: Date
  readonly isKept: boolean
}

const findReportsOf = (
  { db, sealer }: { db: Database; sealer: Sealer },
  adcode: string,
  phone: string,
): Promise<Found[]> =>
  db.rows<Found>(
    `select r.id, r.case_id, r.description, r.address, r.number, f.number as "caseNumber", r.received_at as "receivedAt",
       f.ended_at is null or exists (select from intake.retention_holds h
         where h.adcode = r.adcode and h.case_id = r.case_id and h.lifted_at is null) as "isKept"
     from intake.reports r join cases.case_facts f on f.adcode = r.adcode and f.id = r.case_id
     where r.adcode = $1 and (r.caller_key = any($2)
       or r.caller_phone is not null and r.caller_key is null and intake.phone_digits(r.caller_phone) = $3)
     order by r.received_at, r.id`,
    [adcode, searchedHashes(sealer, callerPhone, phone), phoneDigits(phone)],
  )

/** Logs that somebody is handed what is kept of them. */
export const logCallerExport: Command<Asked, { reports: number }> = {
  name: 'report.export-caller',
  permission: 'personal.manage',
  auditInput: masked,
  fingerprintInput: masked,
  run: async (context, { phone }) => ({
    reports: (await findReportsOf(context, context.adcode, phone)).length,
  }),
}

export const eraseCaller: Command<Asked, { erased: number; kept: number }> = {
  name: 'report.erase-caller',
  permission: 'personal.manage',
  auditInput: masked,
  fingerprintInput: masked,
  async run(context, { phone }) {
    const found = await findReportsOf(context, context.adcode, phone)
    const erased = found.filter((it) => !it.isKept)
    writeForgotten(context, erased)
    return { erased: erased.length, kept: found.length - erased.length }
  },
}

/**
 * First the act that logs it, then the answer, which is stored nowhere. The request id is left aside, as with every
 * number that is logged by its ends: two that look alike would pass for one request.
 */
export async function exportCaller(
  { act, actor, db, sealer }: HandlerContext,
  asked: Asked,
): Promise<z.input<typeof exportCallerEndpoint.reply>> {
  await act(actor, logCallerExport, asked)
  const { adcode } = actor
  const found = await findReportsOf({ db, sealer }, adcode, asked.phone)
  const reports = []
  for (const { id, number, caseNumber, receivedAt, description, address } of found) {
    const full = await findReportInFull({ db, sealer }, adcode, id)
    const notices = await db.rows<{ at: Date; zh: string; en: string }>(
      'select at, zh, en from intake.notices where adcode = $1 and report_id = $2 order by at',
      [adcode, id],
    )
    reports.push({
      number,
      caseNumber,
      receivedAt: receivedAt.toISOString(),
      ...(full ?? { callerName: null, callerPhone: null, description, address }),
      notices: notices.map((it) => ({ ...it, at: it.at.toISOString() })),
    })
  }
  return { reports }
}

/** Erases, without a request id, for the same reason. */
export const eraseCallerNow = (
  { act, actor }: HandlerContext,
  asked: Asked,
): Promise<z.input<typeof eraseCallerEndpoint.reply>> => act(actor, eraseCaller, asked)
