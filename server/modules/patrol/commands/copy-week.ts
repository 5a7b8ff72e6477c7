/** Copies a week onto later ones in one act: all of it, or what finds a place where that was asked for, never over anything. */
import type { z } from 'zod'
import { chinaDayOf } from '#domain/china-time.ts'
import type { copyWeekEndpoint } from '#domain/patrol/contract.ts'
import { copyWeek as copyLines } from '#domain/patrol/copy-week.ts'
import { PatrolProblem } from '#domain/patrol/problems.ts'
import type { LineInput, RosterLine } from '#domain/patrol/roster-line.ts'
import { stretchOf } from '#domain/patrol/shift.ts'
import { addDays, weekOf } from '#domain/patrol/week.ts'
import { findColleagues } from '#modules/identity/index.ts'
import type { Command, Context } from '#platform/act.ts'
import { announceChange } from '../announce-change.ts'
import { getManaged } from '../organisation-for.ts'
import { isFit, planLines, stretchOfDays } from '../plan-lines.ts'
import { findLeaves, findLines, findShifts, findWeekVersion, guardBook, writeWeekVersion } from '../store.ts'

type CopyWeek = z.output<typeof copyWeekEndpoint.body>
type Receipt = z.input<typeof copyWeekEndpoint.reply>

export const copyWeek: Command<CopyWeek, Receipt> = {
  name: 'roster.copy-week',
  permission: 'roster.manage',
  async run(context, input) {
    const { db, adcode, concerns } = context
    const { organisationId, fromMonday } = input
    const toMondays = [...new Set(input.toMondays)].sort()
    concerns(organisationId)
    for (const onDate of [fromMonday, ...toMondays])
      if (weekOf(onDate) !== onDate) throw PatrolProblem.notMonday({ onDate })
    if (toMondays.some((it) => it <= fromMonday)) throw PatrolProblem.copyOntoItself({})
    await getManaged(context, organisationId)
    await guardBook(context)
    const source = await findLines(db, adcode, weekDays(fromMonday), organisationId)
    const judged = await judge(context, organisationId, fromMonday, toMondays, source)
    const leftOut = judged.flatMap((it) => it.conflicts)
    if (leftOut.length && !input.leavesOutConflicts) throw PatrolProblem.copyConflicts({ conflicts: leftOut })
    let copied = 0
    let unchanged = 0
    for (const it of judged) {
      unchanged += it.unchanged
      if (!it.lines.length) continue
      copied += it.lines.length
      const standing = await findLines(db, adcode, weekDays(it.monday), organisationId)
      await planLines(context, organisationId, weekDays(it.monday), [...standing.map(toInput), ...it.lines])
      const version = await findWeekVersion(db, adcode, organisationId, it.monday)
      writeWeekVersion(context, organisationId, it.monday, version + 1)
    }
    announceChange(context, organisationId)
    return { copied, unchanged, leftOut }
  },
}

const weekDays = (monday: string) => ({ from: monday, to: addDays(monday, 6) })

const toInput = ({ personId, onDate, shiftId, post, areaCode, gridCode }: RosterLine): LineInput => ({
  personId,
  onDate,
  shiftId,
  post,
  areaCode,
  gridCode,
})

/** What each week would get; a week sees what the weeks before it were given. */
async function judge(
  { db, adcode, now }: Context,
  organisationId: string,
  fromMonday: string,
  toMondays: readonly string[],
  source: readonly RosterLine[],
) {
  const span = {
    from: addDays(toMondays[0] ?? fromMonday, -1),
    to: addDays(toMondays.at(-1) ?? fromMonday, 7),
  }
  const [shifts, standing, leaves, people] = await Promise.all([
    findShifts(db, adcode, { organisationId }),
    findLines(db, adcode, span),
    findLeaves(db, adcode, stretchOfDays(span)),
    findColleagues(db, adcode),
  ])
  const byId = new Map(people.map((it) => [it.id, it]))
  const shiftById = new Map(shifts.map((it) => [it.id, it]))
  const inputs = source.map(toInput)
  const seen: RosterLine[] = [...standing]
  return toMondays.map((monday) => {
    const copied = copyLines(inputs, fromMonday, monday, {
      today: chinaDayOf(now),
      shifts,
      canWork: (id, post) => isFit(byId.get(id), organisationId, post as LineInput['post']),
      standing: seen,
      leaves,
    })
    for (const line of copied.lines) {
      const shift = shiftById.get(line.shiftId)
      if (shift) seen.push({ ...line, ...stretchOf(shift, line.onDate), id: line.shiftId, organisationId })
    }
    const conflicts = copied.conflicts.map((it) => ({ ...it, name: byId.get(it.personId)?.name ?? '—' }))
    return { monday, ...copied, conflicts }
  })
}
