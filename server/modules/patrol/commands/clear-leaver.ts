/**
 * Takes somebody who has left off the roster from now on. Lines that a substitute had taken over become the substitute's
 * own; what the leaver would have stood in for is open again, and the table shows the gap.
 */
import { chinaDayOf } from '#domain/china-time.ts'
import type { RosterLine } from '#domain/patrol/roster-line.ts'
import { addDays, weekOf } from '#domain/patrol/week.ts'
import { findColleagues } from '#modules/identity/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { announceChange } from '../announce-change.ts'
import {
  findLines,
  findSubstitutions,
  findWeekVersion,
  guardBook,
  writeAbsenceEnd,
  writeLines,
  writeRemovedLines,
  writeWeekVersion,
} from '../store.ts'

const theEnd = new Date('2199-12-31T00:00:00Z')

export const clearLeaver: Command<{ personId: string }, { removed: number; takenOver: number }> = {
  name: 'roster.clear-leaver',
  permission: 'roster.manage',
  async run(context, { personId }) {
    const { db, adcode, now, write, concerns } = context
    concerns(personId)
    const days = { from: addDays(chinaDayOf(now), -1), to: '2199-12-31' }
    const lines = (await findLines(db, adcode, days)).filter((it) => it.personId === personId && it.to > now)
    const substitutions = (await findSubstitutions(db, adcode, { from: now, to: theEnd })).filter(
      (it) => it.personId === personId || it.substituteId === personId,
    )
    if (!lines.length && !substitutions.length) return { removed: 0, takenOver: 0 }
    await guardBook(context)
    const people = new Map((await findColleagues(db, adcode)).map((it) => [it.id, it]))
    const ahead = lines.filter((it) => it.from > now)
    const running = lines.filter((it) => it.from <= now)
    const takenOver = ahead.flatMap((line) => {
      const standsIn = substitutions.find(
        (it) => it.personId === personId && it.from <= line.from && it.to >= line.to,
      )
      const substitute = people.get(standsIn?.substituteId ?? '')
      return substitute?.posts.includes(line.post) ? [{ ...line, personId: substitute.id }] : []
    })
    for (const [organisationId, own] of Map.groupBy(takenOver, (it) => it.organisationId))
      writeLines(write, adcode, organisationId, own)
    writeRemovedLines(
      write,
      adcode,
      ahead.map((it) => it.id),
      now,
      'left',
    )
    for (const it of running) write.update('patrol.roster_lines', { adcode, id: it.id }, { to_at: now })
    for (const it of substitutions) writeAbsenceEnd(write, 'patrol.substitutions', adcode, it, now)
    await countWeeksUp(context, lines)
    announceChange(context, null)
    return { removed: ahead.length, takenOver: takenOver.length }
  },
}

/** Whoever has one of the weeks open is told when saving. */
async function countWeeksUp(context: Context, lines: readonly RosterLine[]): Promise<void> {
  const weeks = new Map(
    lines.map((it) => [
      `${it.organisationId} ${weekOf(it.onDate)}`,
      { organisationId: it.organisationId, monday: weekOf(it.onDate) },
    ]),
  )
  for (const { organisationId, monday } of weeks.values()) {
    const version = await findWeekVersion(context.db, context.adcode, organisationId, monday)
    writeWeekVersion(context, organisationId, monday, version + 1)
  }
}
