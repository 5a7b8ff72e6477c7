/** Plans what is reported in the simulated county: class, place, source and unit of each report. */

import type { Source } from '#domain/cases/source.ts'
import type { CaseState } from '#domain/cases/state.ts'
import { createChance } from '#domain/geography/synthetic/chance.ts'
import { drawArrivals } from './arrivals.ts'
import type { Cast } from './cast.ts'
import { drawAnyClass, drawClass, type SimulatedClass } from './classes.ts'
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
  /** The unit that a visitor signs in to, which shall have something to do. */
  readonly showcaseUnitId: string
  /** The town whose second level a visitor signs in to. */
  readonly showcaseTown: Cast['showcaseTown']
}

/** A report to be planned, as far as it is not drawn. */
export type WantedReport = {
  name: string
  at: number
  source?: Source
  restsIn?: CaseState
  mustTake?: readonly ShareName[]
  suspendedBeyond?: number
  /** Whether the class must leave days to the unit. */
  longLimit?: boolean
  /** Instead of `at`: so much of the unit's limit is used up at the end. */
  usedShare?: number
  /** Whether it must fall to the unit that a visitor signs in to. */
  forShowcase?: boolean
  /** Whether it must fall to the town whose second level a visitor signs in to. */
  forTown?: boolean
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

/** Plans reports a few at a time, so that their questions do not crowd the database. */
export async function planAll(planning: Planning, wanted: readonly WantedReport[]): Promise<ReportPlan[]> {
  const plans: ReportPlan[] = []
  for (let start = 0; start < wanted.length; start += atOnce)
    for (const plan of await Promise.all(
      wanted.slice(start, start + atOnce).map((it) => planOne(planning, it)),
    ))
      if (plan) plans.push(plan)
  return plans
}

export function drawSource(
  from: 'outside' | 'collector' | 'any',
  chance: Chance,
  { sources }: SimulatorParameters,
): Source {
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

/** Draws one scene, of one of the classes `among` where they are given; undefined where the matrix names nobody for it. */
async function drawScene(
  { parameters, ground, findComponent }: Planning,
  chance: Chance,
  among?: readonly SimulatedClass[],
): Promise<Scene | undefined> {
  const drawn = among?.length
    ? drawAnyClass(chance, among)
    : drawClass(chance, ground.classes, parameters.classes.cumulativeShares)
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
async function planOne(planning: Planning, wanted: WantedReport): Promise<ReportPlan | undefined> {
  const { parameters, hours, seed } = planning
  const chance = createChance(seedOf(seed, `plan ${wanted.name}`))
  const { name, restsIn, mustTake, suspendedBeyond } = wanted
  const source = wanted.source ?? drawSource('any', chance, parameters)
  // Nobody is on the street at night: what would be seen then is seen when the shift begins.
  const at = source === 'collector' && !wanted.source ? hours.next('collector', wanted.at) : wanted.at
  const forShowcase = wanted.forShowcase ? planning.showcaseUnitId : undefined
  const unitId = wanted.forTown ? planning.showcaseTown?.unitId : forShowcase
  const fits = (scene: Scene): boolean =>
    (!wanted.longLimit || isLong(scene)) &&
    (!wanted.byHandler || planning.hasHandler(scene.unitId)) &&
    (!unitId || scene.unitId === unitId)
  const classes = unitId
    ? await planning.ground.findClassesOf(
        unitId,
        wanted.forTown ? planning.showcaseTown?.townCode : undefined,
      )
    : undefined
  const backdate = ({ condition }: Scene): number => {
    const limit = condition.limits?.default
    if (wanted.usedShare === undefined || !limit) return at
    // From the report to the unit it takes about an hour.
    const reportedAt = hours.startOfUse(limit, wanted.usedShare, planning.until) - hourMs
    return source === 'collector' ? hours.last('collector', reportedAt) : reportedAt
  }
  let scene = await drawScene(planning, chance, classes)
  for (let draws = 1; draws < mostDraws && !(scene && fits(scene)); draws++)
    scene = await drawScene(planning, chance, classes)
  return scene && { ...scene, name, at: backdate(scene), source, restsIn, mustTake, suspendedBeyond }
}
