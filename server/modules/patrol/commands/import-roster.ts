/** Sets what a file says of its people and days, week by week, in one act; other people and other days stay as they are. */
import { PatrolProblem } from '#domain/patrol/problems.ts'
import { keyOfLine, type LineInput } from '#domain/patrol/roster-line.ts'
import { addDays, weekOf } from '#domain/patrol/week.ts'
import type { Command } from '#platform/act.ts'
import { announceChange } from '../announce-change.ts'
import { getManaged } from '../organisation-for.ts'
import { planLines } from '../plan-lines.ts'
import { findLines, findWeekVersion, guardBook, writeWeekVersion } from '../store.ts'

export type ImportRoster = {
  readonly organisationId: string
  /** The version of the county's book that the file was judged on. */
  readonly stamp: number
  readonly lines: readonly LineInput[]
  readonly personIds: readonly string[]
  readonly days: readonly string[]
}

export const importRoster: Command<ImportRoster, { added: number; removed: number }> = {
  name: 'roster.import',
  permission: 'roster.manage',
  auditInput: ({ organisationId, lines, personIds, days }) => ({
    organisationId,
    days,
    people: personIds.length,
    lines: lines.length,
  }),
  async run(context, { organisationId, stamp, lines, personIds, days }) {
    const { db, adcode, concerns } = context
    concerns(organisationId)
    await getManaged(context, organisationId)
    if ((await guardBook(context)) !== stamp) throw PatrolProblem.changed({})
    const isSaid = (it: { personId: string; onDate: string }): boolean =>
      personIds.includes(it.personId) && days.includes(it.onDate)
    const total = { added: 0, removed: 0 }
    for (const monday of new Set(days.map(weekOf))) {
      const week = { from: monday, to: addDays(monday, 6) }
      const standing = await findLines(db, adcode, week, organisationId)
      const kept = standing.filter((it) => !isSaid(it))
      const said = lines.filter((it) => weekOf(it.onDate) === monday)
      const wanted = new Map(
        [...kept, ...said].map(({ personId, onDate, shiftId, post, areaCode, gridCode }) => {
          const line = { personId, onDate, shiftId, post, areaCode, gridCode }
          return [keyOfLine(line), line]
        }),
      )
      const planned = await planLines(context, organisationId, week, [...wanted.values()])
      total.added += planned.added
      total.removed += planned.removed
      const version = await findWeekVersion(db, adcode, organisationId, monday)
      if (planned.added + planned.removed) writeWeekVersion(context, organisationId, monday, version + 1)
    }
    announceChange(context, organisationId)
    return total
  },
}
