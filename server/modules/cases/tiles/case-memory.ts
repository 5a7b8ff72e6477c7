/**
 * The points of each county whose map was asked for. They are read from the database once, and from then on follow the
 * announcements: every case that was announced is read again. What is announced while they are read is read after it,
 * so nothing falls between; a restart begins anew.
 */
import type { Database } from '#platform/database/database.ts'
import type { Announcement } from '#platform/relay/announcement.ts'
import type { Listener } from '#platform/relay/relay.ts'
import { findCasePoints, streamCasePoints } from '../queries/load-case-points.ts'
import { CasePoints } from './case-points.ts'

type County = {
  points: Promise<CasePoints>
  /** Cases announced while all are read. */
  missed: Set<string> | undefined
  isRenewing: boolean
  mustRenewAgain: boolean
}

const counties = new WeakMap<Database, Map<string, County>>()
/** Slots of ended cases are given up by reading all anew when there are this many, and more than of open ones. */
const mostGone = 50_000

function countiesOf(db: Database): Map<string, County> {
  const known = counties.get(db) ?? new Map<string, County>()
  counties.set(db, known)
  return known
}

async function load(db: Database, adcode: string, county: County): Promise<CasePoints> {
  const missed = new Set<string>()
  county.missed = missed
  const points = new CasePoints()
  points.index.isFilling = true
  for await (const rows of streamCasePoints(db, adcode)) for (const row of rows) points.put(row)
  points.index.arrange()
  points.index.isFilling = false
  while (missed.size) {
    const ids = [...missed]
    missed.clear()
    for (const row of await findCasePoints(db, adcode, ids)) points.put(row)
  }
  county.missed = undefined
  return points
}

/** The open cases of a county. */
export function casePointsOf(db: Database, adcode: string): Promise<CasePoints> {
  const known = countiesOf(db).get(adcode)
  if (known) return known.points
  const made: County = {
    points: new Promise(() => {}),
    missed: undefined,
    isRenewing: false,
    mustRenewAgain: false,
  }
  countiesOf(db).set(adcode, made)
  made.points = load(db, adcode, made)
  made.points.catch(() => countiesOf(db).delete(adcode))
  return made.points
}

/** Reads all of a county anew while the old points go on answering. */
async function renew(db: Database, adcode: string, county: County): Promise<void> {
  if (county.isRenewing) {
    county.mustRenewAgain = true
    return
  }
  county.isRenewing = true
  try {
    const before = await county.points
    const fresh = await load(db, adcode, county)
    // A version never goes back, so that no tile made from the old points counts as made from these.
    fresh.version += before.version + 1
    county.points = Promise.resolve(fresh)
  } catch {
    // The old points would stay behind what was announced; the next question reads all again.
    countiesOf(db).delete(adcode)
  } finally {
    county.isRenewing = false
  }
  if (!county.mustRenewAgain) return
  county.mustRenewAgain = false
  await renew(db, adcode, county)
}

async function follow(
  db: Database,
  county: County,
  adcode: string,
  heard: readonly Announcement[],
): Promise<void> {
  const ids = [...new Set(heard.flatMap((it) => it.subjectId ?? []))]
  for (const id of ids) county.missed?.add(id)
  // An import names no cases: it brings too many.
  const isUntold = heard.some((it) => it.subjectId === null)
  const isFirstReading = county.missed !== undefined && !county.isRenewing
  if (isFirstReading) {
    if (isUntold) void county.points.then(() => renew(db, adcode, county)).catch(() => {})
    return
  }
  const points = await county.points
  for (const row of await findCasePoints(db, adcode, ids)) points.put(row)
  const isWorn = points.gone > mostGone && points.gone * 2 > points.ids.size
  if (isUntold || isWorn) void renew(db, adcode, county)
}

/** Keeps the points of `db` in step with what is announced. */
export const followCases =
  (db: Database): Listener =>
  async (announcements) => {
    const ofCases = announcements.filter((it) => it.name.startsWith('case.'))
    for (const [adcode, heard] of Map.groupBy(ofCases, (it) => it.adcode)) {
      const county = countiesOf(db).get(adcode)
      if (county) await follow(db, county, adcode, heard)
    }
  }
