/** Rosters as files over HTTP: judged as they come in, and written in the columns that an import reads. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import { postNames } from '#domain/identity/post.ts'
import { PatrolProblem } from '#domain/patrol/problems.ts'
import {
  type Delivered,
  neededRosterColumns,
  rosterColumns,
  toDeliveredRoster,
} from '#domain/patrol/roster-delivery.ts'
import type {
  exportRosterEndpoint,
  importRosterEndpoint,
  RosterReport,
} from '#domain/patrol/roster-file-contract.ts'
import { isSameLine, keyOfLine } from '#domain/patrol/roster-line.ts'
import { addDays, daysOfWeek, weekOf } from '#domain/patrol/week.ts'
import { findAreas, findResponsibilities } from '#modules/geography/index.ts'
import { findColleagues, listAccounts } from '#modules/identity/index.ts'
import type { HandlerContext } from '#platform/http/serve.ts'
import { readUploadedTable, sendTable } from '#platform/tabular/form-table.ts'
import { importRoster } from './commands/import-roster.ts'
import { getManaged, getReadable } from './organisation-for.ts'
import { findBookVersion, findLines, findShifts } from './store.ts'

const mostRows = 2000
const everyDay = { from: '1900-01-01', to: '2199-12-31' }

type Judged = { read: number; delivered: Delivered; added: number; removed: number; stamp: number }

async function findKnown({ db, actor, now }: HandlerContext, organisationId: string) {
  const { adcode } = actor
  const today = chinaDayOf(now)
  const [people, accounts, shifts, areas, grids, standing] = await Promise.all([
    findColleagues(db, adcode),
    listAccounts(db, adcode),
    findShifts(db, adcode, { organisationId }),
    findAreas(db, adcode, today),
    findResponsibilities(db, adcode, today, 'collection'),
    findLines(db, adcode, { ...everyDay, from: addDays(today, -60) }),
  ])
  const usernames = new Map(accounts.map((it) => [it.id, it.username]))
  return {
    today,
    shifts,
    areas,
    grids,
    standing,
    people: people
      .filter((it) => it.organisationId === organisationId)
      .map((it) => ({ id: it.id, name: it.name, posts: it.posts, username: usernames.get(it.id) ?? '' })),
  }
}

async function judge(context: HandlerContext, organisationId: string): Promise<Judged> {
  const { db, actor } = context
  const { adcode } = actor
  await getManaged({ db, actor, adcode }, organisationId)
  const uploaded = await readUploadedTable(context, neededRosterColumns)
  if (!uploaded) throw PatrolProblem.fileMissing({})
  const { rows } = uploaded
  const stamp = await findBookVersion(db, adcode)
  const known = await findKnown(context, organisationId)
  const judged = toDeliveredRoster(rows.slice(0, mostRows), known)
  const tooMany = {
    row: mostRows + 2,
    column: null,
    reason: { zh: `一次最多 ${mostRows} 行`, en: `at most ${mostRows} rows at once` },
  }
  const refused = rows.length > mostRows ? [...judged.refused, tooMany] : judged.refused
  const said = known.standing.filter(
    (it) =>
      it.organisationId === organisationId &&
      judged.personIds.includes(it.personId) &&
      judged.days.includes(it.onDate),
  )
  const keys = new Set(judged.lines.map(keyOfLine))
  return {
    read: rows.length,
    delivered: { ...judged, refused },
    added: judged.lines.filter((line) => !said.some((it) => isSameLine(it, line))).length,
    removed: said.filter((it) => !keys.has(keyOfLine(it))).length,
    stamp,
  }
}

/** Judges a roster file and writes nothing. */
export async function checkRoster(
  context: HandlerContext,
  { organisationId }: { organisationId: string },
): Promise<RosterReport> {
  const { read, delivered, added, removed, stamp } = await judge(context, organisationId)
  const { personIds, days, refused } = delivered
  return { read, people: personIds.length, days: days.length, added, removed, refused: [...refused], stamp }
}

/** Sets what a roster file says; one wrong cell, and nothing is set. */
export async function takeRoster(
  context: HandlerContext,
  { organisationId, stamp }: z.output<typeof importRosterEndpoint.query>,
): Promise<z.input<typeof importRosterEndpoint.reply>> {
  const { act, actor, requestId } = context
  const { delivered } = await judge(context, organisationId)
  const { lines, personIds, days, refused } = delivered
  if (refused.length) throw PatrolProblem.fileFaulty({ faults: refused.length })
  return act(actor, importRoster, { organisationId, stamp, lines, personIds, days }, { requestId })
}

/** Sends the roster of a week. */
export async function sendRoster(
  context: HandlerContext,
  { organisationId, onDate }: z.output<typeof exportRosterEndpoint.query>,
): Promise<void> {
  const { db, actor } = context
  const { adcode } = actor
  const { organisation } = await getReadable({ db, actor, adcode }, organisationId)
  const monday = weekOf(onDate)
  const days = daysOfWeek(monday)
  const known = await findKnown(context, organisationId)
  const lines = await findLines(db, adcode, { from: monday, to: days[6] ?? monday }, organisationId)
  const shifts = new Map(known.shifts.map((it) => [it.id, it.name]))
  const grounds = new Map([...known.areas, ...known.grids].map((it) => [it.code, it.name]))
  const rows = known.people.map((person) => {
    const own = lines.filter((it) => it.personId === person.id)
    const [first] = own
    const isOneGround = own.every((it) => it.areaCode === first?.areaCode && it.gridCode === first?.gridCode)
    const code = isOneGround ? (first?.gridCode ?? first?.areaCode) : null
    const post = first?.post ?? person.posts.find((it) => it !== 'citizen')
    const ofDay = (day: string): string =>
      own.flatMap((it) => (it.onDate === day ? (shifts.get(it.shiftId) ?? []) : [])).join('、')
    return {
      [rosterColumns.username]: person.username,
      [rosterColumns.name]: person.name,
      [rosterColumns.post]: post ? postNames[post].zh : null,
      [rosterColumns.ground]: code ? (grounds.get(code) ?? code) : null,
      ...Object.fromEntries(days.map((day) => [day, ofDay(day) || null])),
    }
  })
  const columns = [...Object.values(rosterColumns), ...days]
  await sendTable(context, `${organisation.name}排班${monday}`, 'xlsx', columns, rows)
}
