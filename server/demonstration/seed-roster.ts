/** Writes shifts, rosters of a few weeks, a day of leave with its substitute, and how often the ground is walked. */
import { chinaDayOf } from '#domain/china-time.ts'
import { chinaInstant } from '#domain/patrol/shift.ts'
import { addDays, weekOf } from '#domain/patrol/week.ts'
import type { Sentence } from '#domain/problem.ts'
import { findAreas } from '#modules/geography/index.ts'
import { listAccounts } from '#modules/identity/index.ts'
import {
  createShift,
  findShifts,
  findWeekVersion,
  grantLeave,
  putFrequencies,
  setSubstitute,
  setWeek,
} from '#modules/patrol/index.ts'
import { findDemonstrationOrganisations } from './demonstration-organisations.ts'
import { byDay, demonstrationFrequencies, demonstrationShifts, planWeek, shiftOf } from './roster.ts'
import type { Seeding } from './seeding.ts'

const weeks = 6

/** The shifts of the team; those that an earlier, interrupted run made are used again. */
async function seedShifts(
  { house, actor, adcode }: Seeding,
  organisationId: string,
): Promise<Map<string, string>> {
  const known = await findShifts(house.database, adcode, { organisationId })
  const ids = new Map<string, string>()
  for (const { key, ...shift } of demonstrationShifts) {
    const there = known.find((it) => it.name === shift.name)
    ids.set(key, there?.id ?? (await house.act(actor, createShift, { ...shift, organisationId })).id)
  }
  return ids
}

/** The accounts of the collectors, in the order in which they were made. */
async function findTeam({ house, adcode }: Seeding): Promise<string[]> {
  const accounts = await listAccounts(house.database, adcode)
  return accounts
    .filter((it) => it.isDemonstration && !it.disabledAt && it.posts.includes('collector'))
    .map((it) => it.id)
}

/** The roster from this week on. Every collector walks the same town, so that a place knows a face. */
export async function seedRoster(seeding: Seeding): Promise<Sentence> {
  const { house, actor, adcode, signal } = seeding
  const organisationId = (await findDemonstrationOrganisations(seeding)).idOf('collection-team')
  const today = chinaDayOf(house.clock.now())
  const [shifts, team, towns] = await Promise.all([
    seedShifts(seeding, organisationId),
    findTeam(seeding),
    findAreas(house.database, adcode, today, { level: 'town' }),
  ])
  let written = 0
  for (let week = 0; week < weeks; week++) {
    signal.throwIfAborted()
    const monday = addDays(weekOf(today), week * 7)
    const lines = planWeek(team.length, monday).map(({ index, onDate, shift }) => ({
      personId: team[index] ?? '',
      onDate,
      shiftId: shifts.get(shift) ?? '',
      post: 'collector' as const,
      areaCode: towns[index % towns.length]?.code ?? null,
      gridCode: null,
    }))
    const expectedVersion = await findWeekVersion(house.database, adcode, organisationId, monday)
    if (expectedVersion > 0) continue
    await house.act(actor, setWeek, { organisationId, monday, expectedVersion, lines })
    written += lines.length
  }
  await house.act(actor, putFrequencies, { frequencies: demonstrationFrequencies })
  await seedAbsence(seeding, team, addDays(weekOf(today), 7))
  return { zh: `${team.length} 人，${written} 条`, en: `${team.length} people, ${written} lines` }
}

/** The first who has an early shift and one with a second day off to stand in: leave and substitute of one day. */
async function seedAbsence(
  { house, actor, adcode }: Seeding,
  team: readonly string[],
  fromDay: string,
): Promise<void> {
  const rotating = team.map((id, index) => ({ id, index })).filter((it) => it.index >= byDay)
  for (let day = 0; day < 7; day++) {
    const onDate = addDays(fromDay, day)
    const away = rotating.find((it) => shiftOf(it.index, onDate) === 'early')
    const free = rotating.find(
      (it) => shiftOf(it.index, onDate) === 'off' && shiftOf(it.index, addDays(onDate, -1)) === 'off',
    )
    if (!away || !free) continue
    const period = {
      from: chinaInstant(onDate, '00:00').toISOString(),
      to: chinaInstant(addDays(onDate, 1), '00:00').toISOString(),
      reason: '演示：家中有事',
    }
    const approver = (await listAccounts(house.database, adcode)).find((it) => it.username === 'shift_leader')
    const approvedById = approver?.id ?? null
    const leave = { personId: away.id, kind: 'annual' as const, approvedById, ...period }
    await house.act(actor, grantLeave, leave, { requestId: `demonstration-leave-${onDate}` })
    const stands = { personId: away.id, substituteId: free.id, ...period }
    await house.act(actor, setSubstitute, stands, { requestId: `demonstration-substitute-${onDate}` })
    return
  }
}
