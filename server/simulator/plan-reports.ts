/** Plans what is reported in the simulated county: the reports of a period, and those that stand somewhere today. */

import type { Source } from '#domain/cases/case-record.ts'
import type { CaseState } from '#domain/cases/state.ts'
import { createChance } from '#domain/geography/synthetic/chance.ts'
import { drawArrivals } from './arrivals.ts'
import { drawClass } from './classes.ts'
import { type Chance, drawByWeight, seedOf } from './draw.ts'
import type { Ground } from './ground.ts'
import type { ShareName, SimulatorParameters } from './parameters.ts'
import { nearby, type SimulatedPlace } from './places.ts'
import type { ReportPlan } from './report-plan.ts'
import type { WorkingHours } from './working-hours.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const atOnce = 32

/** Finds a component of the ledger of a class near a place: its code and where it stands. */
export type FindComponent = (
  classCode: string,
  near: SimulatedPlace,
) => Promise<{ code: string; position: [number, number] } | undefined>

export type Planning = {
  readonly parameters: SimulatorParameters
  readonly ground: Ground
  readonly hours: WorkingHours
  readonly seed: number
  readonly until: number
  readonly findComponent: FindComponent
  /** Whether a unit has people on the street. */
  readonly hasHandler: (unitId: string) => boolean
}

type Wanted = {
  name: string
  at: number
  source?: Source
  restsIn?: CaseState
  mustTake?: readonly ShareName[]
  suspendedBeyond?: number
  /** Whether the class must leave days to the unit. */
  longLimit?: boolean
  /** Whether the unit must have somebody on the street. */
  byHandler?: boolean
}

/** The reports of a period; their number and times follow from the seed. */
export async function planPeriod(planning: Planning, from: number, until: number): Promise<ReportPlan[]> {
  const { parameters, seed } = planning
  const arrivals = drawArrivals(createChance(seedOf(seed, 'arrivals')), parameters, from, until)
  return planAll(
    planning,
    arrivals.map((at, index) => ({ name: `r${index + 1}`, at, suspendedBeyond: planning.until + dayMs })),
  )
}

/** A few at a time, so that their questions do not crowd the database. */
async function planAll(planning: Planning, wanted: readonly Wanted[]): Promise<ReportPlan[]> {
  const plans: ReportPlan[] = []
  for (let start = 0; start < wanted.length; start += atOnce)
    for (const plan of await Promise.all(
      wanted.slice(start, start + atOnce).map((it) => planOne(planning, it)),
    ))
      if (plan) plans.push(plan)
  return plans
}

/** How each state is come to, and since how many days a case may be under way in it. */
type Route = {
  turns?: readonly ShareName[]
  from: 'outside' | 'collector' | 'any'
  days: [number, number]
  longLimit?: true
  byHandler?: true
}

const accepting: Route['days'] = [0.02, 1.2]
const routes: { readonly [S in CaseState]?: Route } = {
  pool: { from: 'any', days: accepting },
  verifying: { from: 'outside', turns: ['verifiedWhenPublic'], days: accepting },
  self_handled_review: { from: 'collector', turns: ['selfHandled'], days: accepting },
  pending_filing: { from: 'collector', days: accepting },
  pending_dispatch: { from: 'collector', days: accepting },
  pending_handle: { from: 'any', days: [0.3, 4] },
  assigned: { from: 'any', turns: ['assigned'], days: [1, 6], byHandler: true },
  handling: { from: 'any', days: [0.8, 14] },
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

const endedElsewhere: readonly CaseState[] = ['merged']

/** The cases that stand somewhere today, or ended in a rare way of late. */
export async function planToday(planning: Planning): Promise<ReportPlan[]> {
  const { parameters, seed, until, hours } = planning
  const chance = createChance(seedOf(seed, 'today'))
  const wanted = Object.entries(parameters.today).flatMap(([name, count]) => {
    const state = name as CaseState
    const route = routes[state]
    if (!route) throw new Error(`nobody knows how a case comes to ${state} and stays there`)
    return Array.from({ length: count }, (_, index): Wanted => {
      const [fewest, most] = route.days
      // Counted back from when units last worked, so that a weekend does not keep a case from coming so far.
      const since = fewest >= 1 ? hours.last('unit', until) : hours.last('centre', until)
      const days = fewest + chance() * (most - fewest)
      const workdays = hours.last('unit', since - Math.min(fewest, 1) * dayMs)
      const at = fewest >= 1 ? workdays - (days - Math.min(fewest, 1)) * dayMs : since - days * dayMs
      const source = sourceFor(route.from, chance, parameters)
      return {
        name: `t-${state}-${index + 1}`,
        at: Math.round(source === 'collector' ? hours.last('collector', at) : at),
        source,
        mustTake: route.turns ?? [],
        suspendedBeyond: until + dayMs * (1 + index),
        ...(endedElsewhere.includes(state) ? {} : { restsIn: state }),
        ...(route.longLimit ? { longLimit: true } : {}),
        ...(route.byHandler ? { byHandler: true } : {}),
      }
    })
  })
  return planAll(planning, wanted)
}

function sourceFor(from: Route['from'], chance: Chance, { sources }: SimulatorParameters): Source {
  if (from === 'collector') return 'collector'
  const names = Object.keys(sources) as Source[]
  const open = from === 'outside' ? names.filter((it) => it !== 'collector') : names
  return (
    open[
      drawByWeight(
        chance,
        open.map((it) => sources[it] ?? 0),
      )
    ] ?? 'hotline_12345'
  )
}

const isLong = ({ condition }: Pick<Scene, 'condition'>): boolean => {
  const limit = condition.limits?.default
  return limit?.unit.endsWith('_day') === true && limit.value >= 3
}

/** What is seen where, and who is responsible. */
type Scene = Pick<
  ReportPlan,
  'of' | 'condition' | 'place' | 'point' | 'componentId' | 'unitId' | 'otherUnitId'
>

/** Draws one scene; undefined where the matrix names nobody for it. */
async function drawScene(
  { parameters, ground, findComponent }: Planning,
  chance: Chance,
): Promise<Scene | undefined> {
  const drawn = drawClass(chance, ground.classes, parameters.classes.cumulativeShares)
  const place = ground.drawPlace(chance, drawn.of.key)
  const isComponent = drawn.of.kind === 'component'
  const component = isComponent ? await findComponent(drawn.of.code, place) : undefined
  const found = component?.position ?? nearby(chance, place.position)
  const areas = await ground.locate(found)
  const [unitId, ...otherUnitIds] = await Promise.all(
    [drawn.of, ...secondChoices].map((it) => ground.findUnit(it, areas ?? place)),
  )
  const otherUnitId = otherUnitIds.find((it) => it !== unitId)
  if (!unitId || !otherUnitId) return undefined
  const point = areas ? found : place.position
  return { ...drawn, place, point, componentId: component?.code ?? null, unitId, otherUnitId }
}

/** Whoever is responsible for these takes what comes back: a town its heaps, the bureau whatever nobody else does. */
const secondChoices = [
  { kind: 'matter', code: '06011' },
  { kind: 'matter', code: '99007' },
] as const

const mostDraws = 200

/** The whole plan of one report; undefined where nobody can be found to be responsible. */
async function planOne(planning: Planning, wanted: Wanted): Promise<ReportPlan | undefined> {
  const { parameters, hours, seed } = planning
  const chance = createChance(seedOf(seed, `plan ${wanted.name}`))
  const { name, restsIn, mustTake, suspendedBeyond } = wanted
  const source = wanted.source ?? sourceFor('any', chance, parameters)
  // Nobody is on the street at night: what would be seen then is seen when the shift begins.
  const at = source === 'collector' && !wanted.source ? hours.next('collector', wanted.at) : wanted.at
  const fits = (scene: Scene): boolean =>
    (!wanted.longLimit || isLong(scene)) && (!wanted.byHandler || planning.hasHandler(scene.unitId))
  let scene = await drawScene(planning, chance)
  for (let draws = 1; draws < mostDraws && !(scene && fits(scene)); draws++)
    scene = await drawScene(planning, chance)
  return scene && { ...scene, name, at, source, restsIn, mustTake, suspendedBeyond }
}
