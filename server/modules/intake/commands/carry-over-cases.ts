/**
 * Takes over a batch of open cases from another system: the cases with their logs, and a report for each, so that
 * whoever told of it is told of the end and called back. Callers go into the report and nowhere else.
 */
import type { CarriedCase } from '#domain/cases/carried-over/carried-case.ts'
import { CarryOverProblem } from '#domain/cases/carried-over/problems.ts'
import type { Finding } from '#domain/table.ts'
import { type CarryOver, type CarryOverPlan, planCarryOver, writeCarryOver } from '#modules/cases/index.ts'
import type { Command } from '#platform/act.ts'
import { newId } from '#platform/ids.ts'
import { withoutNumbers, writeReport } from '../store.ts'

export type CarryOverCases = CarryOver & {
  /** Where they come from, for the audit line: the name of the mapping. */
  readonly source: string
  /** A cut-over of more than a week ago was meant. */
  readonly isLate: boolean
}

export type CarryOverReceipt = {
  readonly carriedOver: number
  readonly there: CarryOverPlan['there']
  readonly warned: readonly Finding[]
  readonly refused: readonly Finding[]
}

/** After this many days what the old system said of its open cases is an old story. */
export const mostDaysAfterCutOver = 7

export const carryOverCases: Command<CarryOverCases, CarryOverReceipt> = {
  name: 'case.carry-over',
  permission: 'case.import',
  auditInput: ({ source, cutOver, isLate, items }) => ({
    source,
    cutOver,
    isLate,
    count: items.length,
    firstRow: items[0]?.row ?? null,
    lastRow: items.at(-1)?.row ?? null,
  }),
  // A telephone number could be guessed from a hash that holds it.
  fingerprintInput: ({ source, cutOver, items }) => [source, cutOver, items.map((it) => it.oldNumber)],
  async run(context, { cutOver, isLate, items }) {
    requireCutOver(cutOver, context.now, isLate)
    const plan = await planCarryOver(context, { cutOver, items: items.map(withoutNumbers) })
    writeCarryOver(context, plan)
    const told = new Map(items.map((it) => [it.oldNumber, it]))
    for (const { item, record } of plan.opened) {
      const { description, address } = told.get(item.oldNumber) ?? item
      writeReport(context, {
        adcode: context.adcode,
        id: newId(),
        number: record.reportNumber,
        caseId: record.id,
        source: record.source,
        externalNumber: record.externalNumber,
        reporterId: null,
        description: description || record.description,
        address: address || record.address,
        pointGiven: record.point ? { datum: 'cgcs2000', point: record.point } : null,
        ...callerOf(item),
        receivedAt: new Date(record.reportedAt),
      })
    }
    const { opened, there, warned, refused } = plan
    return { carriedOver: opened.length, there, warned, refused }
  },
}

const callerOf = ({ callerName, callerPhone, isConfidential, wantsReply }: CarriedCase) => ({
  callerName,
  callerPhone,
  isConfidential,
  wantsReply: wantsReply && callerPhone !== null,
})

/** Throws unless the cut-over has passed, and that not long ago unless that was meant. */
export function requireCutOver(cutOver: string, now: Date, isLate: boolean): void {
  const passed = now.getTime() - Date.parse(cutOver)
  if (passed < 0) throw CarryOverProblem.inFuture({ cutOver })
  if (passed > mostDaysAfterCutOver * 86_400_000 && !isLate)
    throw CarryOverProblem.longAgo({ cutOver, days: mostDaysAfterCutOver })
}
