/** How well the lines of some days cover the county's ground; a line that nobody works covers none. */
import { type Coverage, coverageOf, type PatrolFrequency } from '#domain/patrol/coverage.ts'
import { isGap } from '#domain/patrol/line-checks.ts'
import { countGround } from '#modules/geography/index.ts'
import type { Database } from '#platform/database/database.ts'
import { stretchOfDays } from '../plan-lines.ts'
import { findLeaves, findLines, findShifts, findSubstitutions } from '../store.ts'

/** How often the county says its ground must be walked. */
export const findFrequencies = (db: Database, adcode: string): Promise<PatrolFrequency[]> =>
  db.rows(
    'select subject, times_per_day as "timesPerDay", basis from patrol.frequencies where adcode = $1 order by subject',
    [adcode],
  )

/** The coverage of each of the days; the ground is that of the first. */
export async function findCoverage(
  db: Database,
  adcode: string,
  days: readonly string[],
): Promise<(Coverage & { onDate: string })[]> {
  const span = { from: days[0] ?? '', to: days.at(-1) ?? '' }
  const [frequencies, lines, shifts, leaves, substitutions] = await Promise.all([
    findFrequencies(db, adcode),
    findLines(db, adcode, span),
    findShifts(db, adcode, {}),
    findLeaves(db, adcode, stretchOfDays(span)),
    findSubstitutions(db, adcode, stretchOfDays(span)),
  ])
  const ground = frequencies.length ? await countGround(db, adcode, 'collection', span.from) : []
  const rounds = new Map(shifts.map((it) => [it.id, it.rounds]))
  const walked = lines.filter((it) => it.post === 'collector' && !isGap(it, leaves, substitutions))
  return days.map((onDate) => {
    const planned = walked
      .filter((it) => it.onDate === onDate)
      .map((it) => ({ areaCode: it.areaCode, gridCode: it.gridCode, rounds: rounds.get(it.shiftId) ?? 0 }))
    return { onDate, ...coverageOf(ground, frequencies, planned) }
  })
}
