/** The queries behind the numbers of the situation: what the list of cases is asked for, so that it is as long as they say. */
import { type CaseFigure, requestStates } from './case-figure.ts'
import type { CountedCases } from './situation-contract.ts'
import { type CaseState, caseStates, openStates, type Stage, stages } from './state.ts'

type Asked = CountedCases['query']

/** The query of a figure, of a day where it speaks of one. */
export const askFigure = (figure: CaseFigure, more: Asked = {}): Asked => ({ figure, ...more })

/** The public steps that open cases wait in, each with its states. */
export const waitingStages: readonly { stage: Exclude<Stage, 'ended'>; states: readonly CaseState[] }[] = (
  Object.keys(stages) as Stage[]
)
  .filter((it): it is Exclude<Stage, 'ended'> => it !== 'ended')
  .map((stage) => ({ stage, states: openStates.filter((it) => caseStates[it].stage === stage) }))

/** The query of cases in some states. */
export const askStates = (states: readonly CaseState[], more: Asked = {}): Asked => ({
  state: states.join(','),
  ...more,
})

/** Requests in the order of their weight: what ends a case first. */
export const requestOrder: readonly CaseState[] = [
  ...requestStates.filter((it) => it === 'force_close_requested' || it === 'void_requested'),
  ...requestStates.filter((it) => it !== 'force_close_requested' && it !== 'void_requested'),
]

/** States in which a collector holds a task. */
export const taskStates: readonly CaseState[] = ['verifying', 'checking']
