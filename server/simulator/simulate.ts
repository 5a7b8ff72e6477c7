/**
 * Lets the demonstration county live for a while: its people report, file, dispatch, put right and check, each by the
 * real command through `act`, at the time of the story. The same seed and period give the same histories; a run that
 * was cut short is run again under the same key and goes on where it stopped.
 */
import { getCalendar } from '#modules/catalogue/index.ts'
import { findNearestComponents } from '#modules/components/index.ts'
import { steadyMilliseconds } from '#platform/clock.ts'
import type { Database } from '#platform/database/database.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import { type House, openHouse } from '#platform/house.ts'
import { findCast } from './cast.ts'
import { readGround } from './ground.ts'
import { readParameters, type SimulatorParameters } from './parameters.ts'
import { openPhotoAlbum } from './photo-album.ts'
import { type FindComponent, type Planning, planPeriod } from './plan-reports.ts'
import { planToday } from './plan-today.ts'
import type { ReportPlan } from './report-plan.ts'
import { tellCase } from './stories/case-story.ts'
import type { World } from './stories/tale.ts'
import { createStoryClock } from './story-clock.ts'
import { createStepTaker } from './take-step.ts'
import { readTexts } from './texts.ts'
import { type Refused, tellStories } from './timeline.ts'
import { createWorkingHours } from './working-hours.ts'

export type SimulateOptions = {
  readonly adcode: string
  /** Reports come from `from` until `reportsUntil`; work on them goes on until `until`. */
  readonly from: Date
  readonly reportsUntil: Date
  readonly until: Date
  readonly seed: number
  /** Whether there are cases that stand in every state at the end. */
  readonly withToday: boolean
  /** Names the run: acts of a run with the same key are not done twice. */
  readonly key: string
  readonly files: FileStore
  readonly progress: (done: number, total: number) => void
  readonly signal: AbortSignal
  /** Other parameters than those that ship. */
  readonly parameters?: SimulatorParameters
}

export type Simulated = {
  readonly reports: number
  readonly actions: number
  readonly refused: readonly Refused[]
  readonly seconds: number
}

/** As many as a small machine can do at once without one waiting for the other. */
const lanes = 8
/** A report speaks of a component when one of its class stands so near. */
const withinMetres = 400

/** Simulates a period in a house of its own on the database of `house`. */
export async function simulate(house: House, options: SimulateOptions): Promise<Simulated> {
  const begun = steadyMilliseconds()
  const { adcode, seed, until } = options
  const parameters = options.parameters ?? readParameters()
  const clock = createStoryClock(until)
  const own = openHouse({
    url: house.database.url,
    clock,
    log: house.log,
    sealer: house.sealer,
    modules: house.modules,
    poolSize: lanes,
  })
  try {
    const { database } = own
    const [cast, ground, office, album] = await Promise.all([
      findCast(database, adcode),
      readGround(database, adcode, until, parameters, seed),
      getCalendar(database, adcode),
      openPhotoAlbum(options.files),
    ])
    const hours = createWorkingHours(parameters, office)
    const world: World = { parameters, texts: readTexts(), cast, hours }
    const findComponent = componentFinder(database, adcode)
    const hasHandler = (unitId: string): boolean => cast.handlersOf(unitId).length > 0
    const { showcaseUnitId, showcaseTown } = cast
    const shared = {
      parameters,
      ground,
      hours,
      seed,
      findComponent,
      hasHandler,
      showcaseUnitId,
      showcaseTown,
    }
    const planning = { ...shared, until: until.getTime() }
    const plans = await planAll(planning, options)
    const stories = plans.map((plan) => ({
      name: plan.name,
      story: tellCase(world, plan, seed),
      restsIn: plan.restsIn,
    }))
    const told = await tellStories(stories, {
      until: until.getTime(),
      lanes,
      take: createStepTaker({ act: own.act, clock, album, key: options.key }),
      onStep: progressOf(plans, options.progress),
      signal: options.signal,
    })
    for (const { name, code, step } of told.refused)
      house.log.warn(
        { story: name, code, step: step.kind === 'action' ? step.action : step.kind },
        'step refused',
      )
    const seconds = (steadyMilliseconds() - begun) / 1000
    return { reports: plans.length, actions: told.steps, refused: told.refused, seconds }
  } finally {
    await own.close()
  }
}

async function planAll(planning: Planning, options: SimulateOptions): Promise<ReportPlan[]> {
  const { from, reportsUntil, withToday } = options
  const period = await planPeriod(planning, from.getTime(), reportsUntil.getTime())
  return withToday ? [...period, ...(await planToday(planning))] : period
}

const componentFinder =
  (database: Database, adcode: string): FindComponent =>
  async (classCode, { position }) => {
    const options = { classCode, withinMetres, limit: 1 }
    const [nearest] = await findNearestComponents(database, adcode, position, options)
    return nearest
  }

/** Tells how many of the planned reports lie before the time reached. */
function progressOf(
  plans: readonly ReportPlan[],
  progress: SimulateOptions['progress'],
): (at: number) => void {
  const times = plans.map((it) => it.at).sort((a, b) => a - b)
  let done = 0
  return (at) => {
    while (done < times.length && (times[done] ?? at) <= at) done += 1
    progress(done, times.length)
  }
}
