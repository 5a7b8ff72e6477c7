/** Writes notices: the wording in force with the facts of the case, in a row for each report. */
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { optionName } from '#domain/cases/entry-words.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import { type NoticeAbout, type NoticeFacts, renderNotice } from '#domain/intake/notice-wording.ts'
import type { Sentence } from '#domain/problem.ts'
import { findLabels, organisationsById } from '#modules/cases/index.ts'
import type { Context } from '#platform/act.ts'
import { writeNotices } from './store.ts'
import { findWordings } from './wording-store.ts'

const same = (text: string): Sentence => ({ zh: text, en: text })

const dayWords = (at: Date): Sentence => {
  const day = new Date(`${chinaDayOf(at)}T00:00:00Z`)
  const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(day)
  return { zh: `${day.getUTCMonth() + 1}月${day.getUTCDate()}日`, en: `${day.getUTCDate()} ${month}` }
}

/** What of a case may be told to whoever reported it: nothing that somebody wrote, and nothing of a person. */
async function factsOf({ db, adcode }: Context, record: CaseRecord, at: Date): Promise<NoticeFacts> {
  const units = await organisationsById(db, adcode)
  const labels = await findLabels(db, adcode, [record], units, chinaDayOf(at))
  const className = labels.className(record)
  const unit = labels.unit(record.leadUnitId)
  return {
    date: dayWords(at),
    ...(record.number ? { number: same(record.number) } : {}),
    ...(className ? { class: same(className) } : {}),
    ...(unit ? { unit: same(unit.name) } : {}),
    ...(record.endReason ? { reason: optionName(record.endReason) } : {}),
  }
}

export type Telling = {
  readonly about: NoticeAbout
  readonly at: Date
  /** The case whose facts are told; of a merge the leading one. */
  readonly record: CaseRecord
  readonly reports: readonly { readonly id: string; readonly number: string }[]
}

/** Tells the reporters of `reports` in the words of the county. */
export async function tell(context: Context, { about, at, record, reports }: Telling): Promise<void> {
  const { db, adcode, write } = context
  const wordings = (await findWordings(db, adcode))?.wordings ?? {}
  const facts = await factsOf(context, record, at)
  const leading = about === 'merged' ? { leading: same(record.number ?? record.reportNumber) } : {}
  for (const { id, number } of reports) {
    const sentence = renderNotice(wordings, about, { ...facts, ...leading, reportNumber: same(number) })
    writeNotices(write, adcode, [id], at, about, sentence)
  }
}
