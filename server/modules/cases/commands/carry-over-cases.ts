/**
 * Takes over open cases of another system, at most a thousand an act. It is a plan, not a command of its own: intake
 * calls it in the act that writes the reports. A case that is there is left as it is, and what its old system tells of
 * it now is compared with what it told then. A dry run asks the same and writes nothing.
 */

import { type CarriedCase, changedSince, isFiled, saidOf } from '#domain/cases/carried-over/carried-case.ts'
import type { FieldRemark } from '#domain/cases/carried-over/judge-carried.ts'
import { refusalsOf } from '#domain/cases/carried-over/judge-carried.ts'
import { type CarriedPlace, openCarried } from '#domain/cases/carried-over/open-carried.ts'
import type { CaseEntry } from '#domain/cases/case-entry.ts'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import { caseAnnouncementName } from '#domain/cases/events.ts'
import { caseNumber } from '#domain/cases/numbers.ts'
import type { Finding } from '#domain/table.ts'
import type { Context } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { getClockContext } from '../case-context.ts'
import { findCarried } from '../queries/find-carried.ts'
import { findTakenNumbers } from '../queries/find-taken-numbers.ts'
import { takeSerial } from '../serials.ts'
import { writeOpened } from '../store.ts'
import { type CarriedReferences, findCarriedReferences } from './carried-references.ts'

export type CarryOver = { readonly cutOver: string; readonly items: readonly CarriedCase[] }

/** A case that was taken over, with the row it comes from. */
export type CarriedOver = {
  readonly item: CarriedCase
  readonly record: CaseRecord
  readonly entry: CaseEntry
}

export type CarryOverPlan = {
  readonly opened: readonly CarriedOver[]
  /** Rows whose case was taken over before; `changed` names the fields that the file tells otherwise now. */
  readonly there: readonly { readonly row: number; readonly changed: readonly string[] }[]
  readonly warned: readonly Finding[]
  readonly refused: readonly Finding[]
}

type Reading = Pick<Context, 'db' | 'adcode' | 'now' | 'actor'>

/** What becomes of each row; writes nothing but, unless `isDryRun`, takes serials for numbers that cannot be kept. */
export async function planCarryOver(
  context: Reading,
  { cutOver, items }: CarryOver,
  { isDryRun = false }: { isDryRun?: boolean } = {},
): Promise<CarryOverPlan> {
  const { db, adcode, now, actor } = context
  const known = await findCarried(
    db,
    adcode,
    items.map((it) => it.oldNumber),
  )
  const fresh = items.filter((it) => !known.has(it.oldNumber))
  const there = items.flatMap((it) => {
    const before = known.get(it.oldNumber)
    return before ? [{ row: it.row, changed: changedSince(before.said, saidOf(it)) }] : []
  })
  const references = await findCarriedReferences(context, fresh)
  const { settings } = await getClockContext(db, adcode, now)
  const judging = { cutOver: new Date(cutOver), workDayMeans: settings.workDayMeans }
  const refused: Finding[] = []
  const warned: Finding[] = []
  const good: CarriedCase[] = []
  for (const it of fresh) {
    const against = [...refusalsOf(it, judging), ...references.refusalsOf(it)]
    refused.push(...against.map((remark) => toFinding(it, remark)))
    if (!against.length) good.push(it)
  }
  const numbers = await giveNumbers(context, good, isDryRun)
  const carrier = { cutOver: judging.cutOver, now, actorId: actor.id, actorName: actor.name }
  const opened: CarriedOver[] = []
  for (const item of good) {
    const place = placeOf(adcode, item, references, numbers.get(item)?.number ?? null)
    const clocks = await getClockContext(db, adcode, now, place.unitId)
    const { record, entry, warned: told } = openCarried(item, place, carrier, clocks)
    opened.push({ item, record, entry })
    const remarks = [...told, ...references.warningsOf(item), ...(numbers.get(item)?.warned ?? [])]
    warned.push(...remarks.map((remark) => toFinding(item, remark)))
  }
  return { opened, there, warned, refused }
}

/** Hands over the rows of a plan. */
export function writeCarryOver({ write, announce }: Context, { opened }: CarryOverPlan): void {
  if (!opened.length) return
  writeOpened(
    write,
    opened.map(({ record, entry }) => ({ record, entries: [entry] })),
  )
  announce({ name: caseAnnouncementName('imported'), subjectId: null, data: { count: opened.length } })
}

const toFinding = ({ row }: CarriedCase, { field, reason }: FieldRemark): Finding => ({
  row,
  column: field,
  reason,
})

function placeOf(
  adcode: string,
  item: CarriedCase,
  references: CarriedReferences,
  number: string | null,
): CarriedPlace {
  return { id: newId(), adcode, number, ...references.of(item) }
}

type Given = { readonly number: string | null; readonly warned: readonly FieldRemark[] }

/**
 * A filed case keeps its number, since it stands on paper; where a case of ours has it, or a server may be about to
 * give it out today, it gets one of ours and stays to be found by the old one.
 */
async function giveNumbers(
  { db, adcode, now }: Reading,
  items: readonly CarriedCase[],
  isDryRun: boolean,
): Promise<Map<CarriedCase, Given>> {
  const filed = items.filter((it) => isFiled(it.state))
  const taken = await findTakenNumbers(
    db,
    adcode,
    filed.map((it) => it.oldNumber),
    now,
  )
  const kept = new Set(filed.map((it) => it.oldNumber).filter((it) => !taken.has(it)))
  const given = new Map<CarriedCase, Given>()
  for (const it of filed) {
    if (kept.has(it.oldNumber)) given.set(it, { number: it.oldNumber, warned: [] })
    else
      given.set(it, {
        number: isDryRun ? null : await ownNumber({ db, adcode, now }, kept),
        warned: [numberTaken],
      })
  }
  return given
}

/** A number of ours that no case of the same batch brings with it. */
async function ownNumber(
  { db, adcode, now }: Omit<Reading, 'actor'>,
  kept: ReadonlySet<string>,
): Promise<string> {
  for (;;) {
    const number = caseNumber(adcode, now, await takeSerial(db, adcode, 'case', now))
    if (!kept.has(number)) return number
  }
}

const numberTaken: FieldRemark = {
  field: 'oldNumber',
  reason: {
    zh: '案卷号已被本系统使用，另编新号；按原号仍可查到',
    en: 'the number is in use here; the case gets another one and is still found by its old one',
  },
}
