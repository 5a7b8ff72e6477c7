/**
 * Gives the demonstration county a longer past: months of reports before its earliest one, with everything that
 * became of them. A run that was cut short is taken up again by the next one, whatever that asks for.
 */
import { findDemonstration, finishDemonstrationStep } from '#modules/identity/index.ts'
import { systemActor } from '#platform/actor.ts'
import type { FileStore } from '#platform/files/file-store.ts'
import type { House } from '#platform/house.ts'
import type { SimulatorParameters } from '../simulator/parameters.ts'
import { type Simulated, simulate } from '../simulator/simulate.ts'
import { DemonstrationProblem } from './problems.ts'

/** The day from which the demonstration county has grids and rules. */
const earliestDay = '2020-01-01'
const [begun, done] = ['history-begun ', 'history-done ']

export type ExtendHistory = {
  readonly adcode: string
  readonly months: number
  readonly seed: number
  readonly files: FileStore
  readonly progress: (done: number, total: number) => void
  readonly signal: AbortSignal
  /** Other parameters than those that ship. */
  readonly parameters?: SimulatorParameters
}

export type Extended = Simulated & {
  readonly from: string
  readonly reportsUntil: string
  /** Whether it was the rest of a run that had been cut short. */
  readonly isResumed: boolean
}

type Period = {
  readonly from: string
  readonly reportsUntil: string
  readonly until: string
  readonly seed: number
}

/** The period by its name, as it is kept in the list of steps. */
const toName = ({ from, reportsUntil, until, seed }: Period): string =>
  [from, reportsUntil, until, seed].join(' ')

function parseName(name: string): Period {
  const [from = '', reportsUntil = '', until = '', seed = ''] = name.split(' ')
  return { from, reportsUntil, until, seed: Number(seed) }
}

/** Simulates the months; throws where the county is no demonstration or not finished. */
export async function extendHistory(house: House, options: ExtendHistory): Promise<Extended> {
  const { adcode, files, progress, signal } = options
  const steps = (await findDemonstration(house.database, adcode))?.finishedSteps
  if (!steps) throw DemonstrationProblem.noDemonstration({ adcode })
  if (!steps.has('cases')) throw DemonstrationProblem.notSeeded({ adcode })
  const actor = systemActor(adcode, 'demonstration history')
  const unfinished = [...steps].find(
    (it) => it.startsWith(begun) && !steps.has(done + it.slice(begun.length)),
  )
  const period = unfinished ? parseName(unfinished.slice(begun.length)) : await planPeriod(house, options)
  const name = toName(period)
  if (!unfinished) await house.act(actor, finishDemonstrationStep, { step: begun + name })
  const simulated = await simulate(house, {
    adcode,
    from: new Date(period.from),
    reportsUntil: new Date(period.reportsUntil),
    until: new Date(period.until),
    seed: period.seed,
    withToday: false,
    key: `history-${name}`,
    files,
    progress,
    signal,
    ...(options.parameters ? { parameters: options.parameters } : {}),
  })
  await house.act(actor, finishDemonstrationStep, { step: done + name })
  return {
    ...simulated,
    from: period.from,
    reportsUntil: period.reportsUntil,
    isResumed: unfinished !== undefined,
  }
}

/** The months before the earliest report. */
async function planPeriod(house: House, { adcode, months, seed }: ExtendHistory): Promise<Period> {
  const now = house.clock.now()
  const [row] = await house.database.rows<{ earliest: Date | null }>(
    'select min(reported_at) as earliest from cases.case_facts where adcode = $1',
    [adcode],
  )
  const reportsUntil = row?.earliest ?? now
  const from = new Date(reportsUntil)
  from.setUTCMonth(from.getUTCMonth() - months)
  if (from < new Date(`${earliestDay}T00:00:00+08:00`))
    throw DemonstrationProblem.tooEarly({ earliest: earliestDay })
  return {
    from: from.toISOString(),
    reportsUntil: reportsUntil.toISOString(),
    until: now.toISOString(),
    seed,
  }
}
