/** Plans the cases that stand somewhere today: each is steered to a state and rests there. */
import type { CaseState } from '#domain/cases/state.ts'
import { createChance } from '#domain/geography/synthetic/chance.ts'
import { type Chance, drawByWeight, seedOf } from './draw.ts'
import type { ShareName, SimulatorParameters } from './parameters.ts'
import { drawSource, type Planning, planAll, type WantedReport } from './plan-reports.ts'
import type { ReportPlan } from './report-plan.ts'
import type { WorkingHours } from './working-hours.ts'

const dayMs = 86_400_000

/** How each state is come to, and since how many days a case may be under way in it. */
type Route = {
  turns?: readonly ShareName[]
  from: 'outside' | 'collector' | 'any'
  days: [number, number]
  longLimit?: true
  byHandler?: true
  /** Whether its age follows from the light it shall have, and not from `days`. */
  inEveryLight?: true
}

const accepting: Route['days'] = [0.02, 1.2]
const routes: { readonly [S in CaseState]?: Route } = {
  pool: { from: 'any', days: accepting },
  verifying: { from: 'outside', turns: ['verifiedWhenPublic'], days: accepting },
  self_handled_review: { from: 'collector', turns: ['selfHandled'], days: accepting },
  pending_filing: { from: 'collector', days: accepting },
  pending_dispatch: { from: 'collector', days: accepting },
  pending_handle: { from: 'any', days: [0.3, 4], inEveryLight: true },
  assigned: { from: 'any', turns: ['assigned'], days: [1, 6], byHandler: true, inEveryLight: true },
  handling: { from: 'any', days: [0.8, 14], inEveryLight: true },
  return_requested: { from: 'any', turns: ['returnRequested'], days: [1, 4] },
  extension_requested: { from: 'any', turns: ['extensionRequested'], days: [2, 6], longLimit: true },
  hang_requested: { from: 'any', turns: ['suspensionRequested'], days: [2, 6], longLimit: true },
  suspended: { from: 'any', turns: ['suspensionRequested'], days: [5, 30], longLimit: true },
  handled: { from: 'any', turns: ['assigned'], days: [2, 5], byHandler: true },
  pending_check: { from: 'any', days: [2, 5] },
  checking: { from: 'any', days: [2, 5] },
  check_failed: { from: 'any', turns: ['checkFailed'], days: [3, 7] },
  check_passed: { from: 'any', days: [3, 7] },
  void_requested: { from: 'outside', turns: ['voidRequested'], days: [2, 5] },
  force_close_requested: { from: 'any', turns: ['forceCloseProposed'], days: [3, 12] },
  forced_closed: { from: 'any', turns: ['forceCloseProposed'], days: [8, 30] },
  not_accepted: { from: 'outside', turns: ['verifiedWhenPublic', 'verifiedFalse'], days: [3, 30] },
  not_filed: { from: 'any', turns: ['notFiled'], days: [3, 30] },
  merged: { from: 'collector', turns: ['duplicate'], days: [6, 30] },
  voided: { from: 'outside', turns: ['voidRequested'], days: [6, 30] },
}

/** A case that was merged does not rest in its own story, but in the one that was begun beside it. */
const endedElsewhere: readonly CaseState[] = ['merged']

/** Which part of the limit is used up in each light, from and to. */
const usedIn = { green: [0.15, 0.6], yellow: [0.72, 0.95], red: [1.1, 2.5] } as const

function drawUsedShare(chance: Chance, lights: SimulatorParameters['lightsToday']): number {
  const names = ['green', 'yellow', 'red'] as const
  const weights = names.map((it) => lights[it])
  const [from, to] = usedIn[names[drawByWeight(chance, weights)] ?? 'green']
  return from + chance() * (to - from)
}

/** When a case of this age was reported, counted back from when units last worked, so that no weekend holds it up. */
function drawInstant(
  chance: Chance,
  [fewest, most]: Route['days'],
  hours: WorkingHours,
  until: number,
): number {
  const days = fewest + chance() * (most - fewest)
  if (fewest < 1) return hours.last('centre', until) - days * dayMs
  const workedOn = hours.last('unit', hours.last('unit', until) - dayMs)
  return workedOn - (days - 1) * dayMs
}

/** The cases that stand somewhere today, or ended in a rare way of late. */
export function planToday(planning: Planning): Promise<ReportPlan[]> {
  const { parameters, seed, until, hours } = planning
  const chance = createChance(seedOf(seed, 'today'))
  const wanted = Object.entries(parameters.today).flatMap(([name, count]) => {
    const state = name as CaseState
    const route = routes[state]
    if (!route) throw new Error(`nobody knows how a case comes to ${state} and stays there`)
    return Array.from({ length: count }, (_, index): WantedReport => {
      const at = drawInstant(chance, route.days, hours, until)
      const forShowcase = route.inEveryLight === true && chance() < parameters.showcaseToday
      const source = drawSource(route.from, chance, parameters)
      return {
        name: `t-${state}-${index + 1}`,
        at: Math.round(source === 'collector' ? hours.last('collector', at) : at),
        source,
        mustTake: route.turns ?? [],
        suspendedBeyond: until + dayMs * (1 + index),
        ...(endedElsewhere.includes(state) ? {} : { restsIn: state }),
        ...(route.inEveryLight ? { usedShare: drawUsedShare(chance, parameters.lightsToday) } : {}),
        longLimit: route.longLimit === true || (route.inEveryLight === true && !forShowcase),
        forShowcase,
        byHandler: route.byHandler ?? false,
      }
    })
  })
  return planAll(planning, [...wanted, ...atTown(planning)])
}

/** What lies with the town of the second level: some to be split, some that units below it work on. */
function atTown({ parameters, seed, until, hours, showcaseTown }: Planning): WantedReport[] {
  if (!showcaseTown) return []
  const chance = createChance(seedOf(seed, 'town today'))
  return Object.entries(parameters.secondLevelToday).flatMap(([state, count]) =>
    Array.from({ length: count }, (_, index): WantedReport => {
      const at = Math.round(drawInstant(chance, [0.8, 4], hours, until))
      return {
        name: `t-town-${state}-${index + 1}`,
        at,
        source: drawSource('any', chance, parameters),
        mustTake: [],
        restsIn: state as CaseState,
        usedShare: drawUsedShare(chance, parameters.lightsToday),
        forTown: true,
      }
    }),
  )
}
