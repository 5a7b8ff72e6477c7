/** What is going to be reported in the simulated county: when, by whom, of which class, where. */
import type { Source } from '#domain/cases/source.ts'
import type { CaseState } from '#domain/cases/state.ts'
import type { Position } from '#domain/geography/geometry.ts'
import type { DrawnClass } from './classes.ts'
import type { ShareName } from './parameters.ts'
import type { SimulatedPlace } from './places.ts'

export type ReportPlan = DrawnClass & {
  /** Names the story for good: the same seed gives the same names. */
  readonly name: string
  readonly at: number
  readonly source: Source
  readonly place: SimulatedPlace
  readonly point: Position
  /** The 17-digit code of a component of the ledger. */
  readonly componentId: string | null
  /** The unit that the responsibility matrix names. */
  readonly unitId: string
  /** Who takes it when that unit proves not to be responsible. */
  readonly otherUnitId: string
  /** Suspensions reach at least to this time: the county's own sweep must not resume them before their story does. */
  readonly suspendedBeyond?: number | undefined
  /** Where the story has to come to: the state in which it rests, and the only turns it takes. */
  readonly restsIn?: CaseState | undefined
  readonly mustTake?: readonly ShareName[] | undefined
}
