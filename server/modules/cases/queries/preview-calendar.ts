/** What entering a calendar would do to open deadlines, by the rule that moves them afterwards. */
import type { z } from 'zod'
import type { CaseRecord } from '#domain/cases/case-record.ts'
import type { MovedCase, previewCalendarEndpoint } from '#domain/cases/deadline-contract.ts'
import { type DeadlineMove, daysMoved, toDeadlineMove } from '#domain/cases/deadline-move.ts'
import { recompute } from '#domain/cases/recompute.ts'
import type { CalendarInput } from '#domain/catalogue/calendar-input.ts'
import { classNamesOf, loadCalendars } from '#modules/catalogue/index.ts'
import { systemActor } from '#platform/actor.ts'
import type { Query } from '#platform/query.ts'
import { contextWith, openCases } from '../open-deadlines.ts'

type Preview = z.input<typeof previewCalendarEndpoint.reply>

const mostExamples = 12

export const previewCalendar: Query<CalendarInput, Preview> = {
  name: 'calendar.preview',
  async run({ db, actor: { adcode }, now }, input) {
    const context = await contextWith(db, adcode, now, await loadCalendars(db, adcode, input))
    const actor = systemActor(adcode, '系统 system')
    const moves: { record: CaseRecord; move: DeadlineMove }[] = []
    let open = 0
    for await (const records of openCases(db.ofCounty(adcode), adcode)) {
      open += records.length
      for (const record of records) {
        const result = recompute(record, actor, context)
        const move = result && toDeadlineMove(result.entry)
        if (move) moves.push({ record, move })
      }
    }
    const names = await classNamesOf(
      db,
      [...new Set(moves.map(({ record }) => record.catalogueId))].filter((it) => it !== null),
    )
    const directions = moves.map(({ move: { before, after } }) =>
      Math.sign(Date.parse(after ?? '') - Date.parse(before ?? '')),
    )
    const byDays = Map.groupBy(moves, ({ move }) => daysMoved(move))
    return {
      open,
      moved: moves.length,
      later: directions.filter((it) => it > 0).length,
      earlier: directions.filter((it) => it < 0).length,
      byDays: [...byDays].map(([days, all]) => ({ days, cases: all.length })).sort((a, b) => a.days - b.days),
      examples: farthestFirst(moves)
        .slice(0, mostExamples)
        .map(({ record, move }): MovedCase => {
          const { id, reportNumber, number, address, catalogueId, kind, classCode } = record
          const className = names.get(`${catalogueId}/${kind}/${classCode}`) ?? null
          return { id, reportNumber, number, address, className, ...move }
        }),
    }
  },
}

const farthestFirst = <It extends { move: DeadlineMove }>(moves: readonly It[]): It[] =>
  moves.toSorted((a, b) => Math.abs(daysMoved(b.move)) - Math.abs(daysMoved(a.move)))
