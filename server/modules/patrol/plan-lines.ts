/**
 * From the lines of a week as they should be to the rows that make them so. Everything is judged before anything is
 * handed over: the shift, the person, the ground, and that nobody is in two places at once, also as a substitute.
 */
import { chinaDayOf } from '#domain/china-time.ts'
import { type Post, postNames } from '#domain/identity/post.ts'
import { findOverlaps, type Work, workOf } from '#domain/patrol/line-checks.ts'
import { PatrolProblem } from '#domain/patrol/problems.ts'
import { isSameLine, keyOfLine, type LineInput, type RosterLine } from '#domain/patrol/roster-line.ts'
import { chinaInstant, isInUse, type Stretch, stretchOf } from '#domain/patrol/shift.ts'
import { addDays } from '#domain/patrol/week.ts'
import { findAreas, findResponsibilities } from '#modules/geography/index.ts'
import { type Colleague, findColleagues } from '#modules/identity/index.ts'
import type { Context } from '#platform/act.ts'
import { systemActorId } from '#platform/actor.ts'
import {
  findLines,
  findShifts,
  findSubstitutions,
  writeChangedLines,
  writeLines,
  writeRemovedLines,
} from './store.ts'

type Days = { readonly from: string; readonly to: string }

/** The stretch from the beginning of a day to a day after the end of another, for what may reach into it. */
export const stretchOfDays = ({ from, to }: Days): Stretch => ({
  from: chinaInstant(addDays(from, -1), '00:00'),
  to: chinaInstant(addDays(to, 2), '00:00'),
})

export type Planned = { readonly added: number; readonly removed: number }

/** Hands over what makes the organisation's lines of `days` those of `wanted`. */
export async function planLines(
  context: Context,
  organisationId: string,
  days: Days,
  wanted: readonly LineInput[],
): Promise<Planned> {
  const { db, adcode, now, write } = context
  const around = { from: addDays(days.from, -1), to: addDays(days.to, 1) }
  const [near, people] = await Promise.all([findLines(db, adcode, around), findColleagues(db, adcode)])
  const names = new Map(people.map((it) => [it.id, it.name]))
  const nameOf = (id: string): string => names.get(id) ?? '—'
  const isOurs = (it: RosterLine): boolean =>
    it.organisationId === organisationId && it.onDate >= days.from && it.onDate <= days.to
  const standing = new Map(near.filter(isOurs).map((it) => [keyOfLine(it), it]))
  const seen = new Set<string>()
  const added: LineInput[] = []
  const changed: (LineInput & { id: string })[] = []
  for (const line of wanted) {
    const key = keyOfLine(line)
    if (line.onDate < days.from || line.onDate > days.to)
      throw PatrolProblem.lineOutside({ onDate: line.onDate })
    if (seen.has(key)) throw PatrolProblem.lineTwice({ name: nameOf(line.personId), onDate: line.onDate })
    seen.add(key)
    const there = standing.get(key)
    if (!there) added.push(line)
    else if (!isSameLine(there, line)) changed.push({ ...line, id: there.id })
  }
  const removed = [...standing.values()].filter((it) => !seen.has(keyOfLine(it)))
  requireAhead(context, [...added, ...changed, ...removed])
  const stretches = await judgeNew(context, organisationId, [...added, ...changed], people)
  const toAdd = added.map((it, index) => ({ ...it, ...(stretches[index] as Stretch) }))
  const gone = new Set(removed.map((it) => it.id))
  const after = [...near.filter((it) => !gone.has(it.id)), ...toAdd]
  await requireNoOverlap(context, days, after, nameOf)
  writeLines(write, adcode, organisationId, toAdd)
  writeRemovedLines(
    write,
    adcode,
    removed.map((it) => it.id),
    now,
    'changed',
  )
  writeChangedLines(write, adcode, changed)
  return { added: toAdd.length + changed.length, removed: removed.length }
}

/** What is over stays as it was; only the system, which seeds and imports, writes the past. */
function requireAhead({ actor, now }: Context, lines: readonly { onDate: string }[]): void {
  if (actor.id === systemActorId) return
  const past = lines.find((it) => it.onDate < chinaDayOf(now))
  if (past) throw PatrolProblem.past({ onDate: past.onDate })
}

/** Judges each line by itself; gives the stretches of them. */
async function judgeNew(
  { db, adcode, now }: Context,
  organisationId: string,
  lines: readonly LineInput[],
  people: readonly Colleague[],
): Promise<Stretch[]> {
  if (!lines.length) return []
  const shifts = new Map((await findShifts(db, adcode, { organisationId })).map((it) => [it.id, it]))
  const byId = new Map(people.map((it) => [it.id, it]))
  await requireGrounds(db, adcode, chinaDayOf(now), lines)
  return lines.map((line) => {
    const shift = shifts.get(line.shiftId)
    if (!shift) throw PatrolProblem.shiftUnknown({ id: line.shiftId })
    if (!isInUse(shift, line.onDate))
      throw PatrolProblem.shiftEnded({ name: shift.name, onDate: line.onDate })
    const person = byId.get(line.personId)
    if (!isFit(person, organisationId, line.post))
      throw PatrolProblem.personUnfit({ name: person?.name ?? '—', post: postNames[line.post].zh })
    return stretchOf(shift, line.onDate)
  })
}

/** Whether somebody is of the organisation and holds the post. */
export const isFit = (person: Colleague | undefined, organisationId: string, post: Post): boolean =>
  person?.organisationId === organisationId && person.posts.includes(post) && post !== 'citizen'

async function requireGrounds(
  db: Context['db'],
  adcode: string,
  onDate: string,
  lines: readonly LineInput[],
): Promise<void> {
  const areas = new Set(lines.flatMap((it) => it.areaCode ?? []))
  const grids = new Set(lines.flatMap((it) => it.gridCode ?? []))
  const known = new Set([
    ...(areas.size ? (await findAreas(db, adcode, onDate)).map((it) => it.code) : []),
    ...(grids.size
      ? (await findResponsibilities(db, adcode, onDate, 'collection')).map((it) => it.code)
      : []),
  ])
  const unknown = [...areas, ...grids].find((it) => !known.has(it))
  if (unknown !== undefined) throw PatrolProblem.groundUnknown({ code: unknown })
}

async function requireNoOverlap(
  { db, adcode }: Context,
  days: Days,
  lines: readonly Work[],
  nameOf: (id: string) => string,
): Promise<void> {
  const substitutions = await findSubstitutions(db, adcode, stretchOfDays(days))
  const overlaps = findOverlaps(workOf(lines, substitutions))
  if (overlaps.length)
    throw PatrolProblem.overlap({
      lines: overlaps.map((it) => ({ personId: it.personId, name: nameOf(it.personId), onDate: it.onDate })),
    })
}
