/** How many lines a day and of which commands. */
import type { z } from 'zod'
import type { AuditFilter } from '#domain/audit/audit-filter.ts'
import { mostExportDays } from '#domain/audit/audit-run.ts'
import type { countAuditEndpoint } from '#domain/audit/contract.ts'
import { chinaDayOf } from '#domain/china-time.ts'
import type { Query } from '#platform/query.ts'
import { isRefused, lineConditions, startOf } from './line-conditions.ts'

type Counts = z.input<typeof countAuditEndpoint.reply>
type Row = { onDate: string; command: string; count: number; refused: number }

const usualDays = 30
const mostCommands = 12
const dayMilliseconds = 86_400_000
const daysBefore = (onDate: string, days: number): string =>
  chinaDayOf(new Date(startOf(onDate).getTime() - days * dayMilliseconds))

/** The stretch that is counted: the last thirty days unless said otherwise, and a year at most. */
function stretchOf({ from: asked, to }: AuditFilter, now: Date): { from: string; to: string } {
  const last = to ?? chinaDayOf(now)
  const first = asked ?? daysBefore(last, usualDays - 1)
  const [, from = first] = [first, daysBefore(last, mostExportDays - 1)].toSorted()
  return { from, to: last }
}

function daysOf({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = daysBefore(day, -1)) days.push(day)
  return days
}

export const countLines: Query<AuditFilter, Counts> = {
  name: 'audit.count',
  async run({ db, actor, now }, filter) {
    const stretch = stretchOf(filter, now)
    const found = await lineConditions(db, actor.adcode, { ...filter, ...stretch })
    const rows = found
      ? await db.rows<Row>(
          `select "onDate"::text, command, count, refused from (
             select (at at time zone 'Asia/Shanghai')::date as "onDate", command, count(*)::int as count,
             count(*) filter (where ${isRefused})::int as refused
           from platform.audit_entries where ${found.text} group by 1, 2) it`,
          found.values,
        )
      : []
    const days = new Map(daysOf(stretch).map((onDate) => [onDate, { onDate, count: 0, refused: 0 }]))
    const commands = new Map<string, number>()
    for (const { onDate, command, count, refused } of rows) {
      const day = days.get(onDate)
      if (day) {
        day.count += count
        day.refused += refused
      }
      commands.set(command, (commands.get(command) ?? 0) + count)
    }
    return {
      total: rows.reduce((sum, it) => sum + it.count, 0),
      days: [...days.values()],
      commands: [...commands]
        .map(([command, count]) => ({ command, count }))
        .toSorted((a, b) => b.count - a.count)
        .slice(0, mostCommands),
    }
  },
}
