/** The own roster of whoever asks: duty now, the next shift, the shifts of some days, leave, and substitutes. */
import { chinaDayOf } from '#domain/china-time.ts'
import type { DutyBook } from '#domain/patrol/duty.ts'
import { nextPartOf, type OwnShift, ownShiftsOf } from '#domain/patrol/own-roster.ts'
import type { OwnRoster, OwnShiftView } from '#domain/patrol/own-roster-contract.ts'
import { chinaInstant, overlap, type Stretch } from '#domain/patrol/shift.ts'
import { addDays, weekOf } from '#domain/patrol/week.ts'
import { findAreas, findResponsibilities } from '#modules/geography/index.ts'
import { findColleagues, findOrganisations } from '#modules/identity/index.ts'
import type { Query, QueryContext } from '#platform/query.ts'
import { type DutyNames, viewsOf } from '../duty-views.ts'
import { findDutyBook } from './find-duty-book.ts'
import { findOwnFacts, type OwnLine } from './find-own-facts.ts'

type Input = { from?: string | undefined; days: number }

const text = ({ from, to }: Stretch) => ({ from: from.toISOString(), to: to.toISOString() })

export const showOwnRoster: Query<Input, OwnRoster> = {
  name: 'roster.show-own',
  async run(context, { from, days }) {
    const { db, actor, now } = context
    const today = chinaDayOf(now)
    const first = from ?? weekOf(today)
    const asked = {
      from: chinaInstant(first, '00:00'),
      to: chinaInstant(addDays(first, days), '00:00'),
    }
    const near = {
      from: chinaInstant(addDays(today, -31), '00:00'),
      to: chinaInstant(addDays(today, 62), '00:00'),
    }
    const whole = {
      from: new Date(Math.min(asked.from.getTime(), near.from.getTime())),
      to: new Date(Math.max(asked.to.getTime(), near.to.getTime())),
    }
    const [facts, book, people] = await Promise.all([
      findOwnFacts(db, actor.adcode, actor.id, whole),
      findDutyBook(db, actor.adcode, now),
      findColleagues(db, actor.adcode, actor.id),
    ])
    const { lines, leaves, substitutions } = facts
    const named = await findNames(context, facts, book)
    const shifts = ownShiftsOf(actor.id, lines, leaves, substitutions)
    const isShown = (it: Stretch): boolean => overlap(it, asked) || it.to > now
    const next = nextPartOf(shifts, now)
    return {
      at: now.toISOString(),
      today,
      hasRoster: [...lines, ...leaves, ...substitutions].some((it) => overlap(it, near)),
      days: Array.from({ length: days }, (_, day) => addDays(first, day)),
      duties: people.flatMap((it) => viewsOf(it, book, now, named)),
      next: next ? { ...toView(next.shift, named), parts: [text(next.part)] } : null,
      shifts: shifts
        .filter(({ line }) => line.onDate >= first && line.onDate < addDays(first, days))
        .map((it) => toView(it, named)),
      leaves: leaves
        .filter(isShown)
        .map(({ id, kind, reason, approvedBy, ...it }) => ({ id, kind, reason, approvedBy, ...text(it) })),
      substitutions: substitutions.filter(isShown).map((it) => {
        const isMine = it.substituteId === actor.id
        const otherName = named.names.get(isMine ? it.personId : it.substituteId) ?? '—'
        return { id: it.id, isMine, otherName, ...text(it) }
      }),
    }
  },
}

function toView(
  { line, forId, parts, covers, isOnLeave }: OwnShift<OwnLine>,
  named: DutyNames,
): OwnShiftView {
  const ground = line.gridCode ?? line.areaCode
  return {
    onDate: line.onDate,
    name: line.shiftName,
    mark: line.mark,
    ...text(line),
    post: line.post as OwnShiftView['post'],
    organisation: named.units.get(line.organisationId) ?? null,
    ground: ground ? (named.places.get(ground) ?? ground) : null,
    forName: forId === null ? null : (named.names.get(forId) ?? '—'),
    parts: parts.map(text),
    covers: covers.map((it) => ({ name: named.names.get(it.byId) ?? '—', ...text(it) })),
    isOnLeave,
  }
}

/** The names that the roster of one person needs; nothing is read for somebody without one. */
async function findNames(
  { db, actor, now }: QueryContext,
  { lines, substitutions }: Awaited<ReturnType<typeof findOwnFacts>>,
  book: DutyBook,
): Promise<DutyNames> {
  const standing = book.substitutions.filter((it) => it.personId === actor.id || it.substituteId === actor.id)
  const ids = [...substitutions, ...standing].flatMap((it) => [it.personId, it.substituteId])
  const codes = lines.some((it) => it.gridCode !== null || it.areaCode !== null)
  const onDate = chinaDayOf(now)
  const [people, tree, areas, grids] = await Promise.all([
    ids.length
      ? db.rows<{ id: string; name: string }>(
          'select id, name from identity.person_facts where adcode = $1 and id = any($2::uuid[])',
          [actor.adcode, ids],
        )
      : [],
    lines.length ? findOrganisations(db, actor.adcode) : [],
    codes ? findAreas(db, actor.adcode, onDate) : [],
    codes ? findResponsibilities(db, actor.adcode, onDate, 'collection') : [],
  ])
  return {
    names: new Map(people.map((it) => [it.id, it.name])),
    units: new Map(tree.map((it) => [it.id, it.name])),
    places: new Map([...areas, ...grids].map((it) => [it.code, it.name])),
  }
}
