/** What a story knows while it is told, and the few moves that all parts of it are made of. */
import type { CaseReceipt } from '#domain/cases/contract.ts'
import { actionInputs } from '#domain/cases/inputs.ts'
import type { CaseActionName } from '#domain/cases/life-cycle.ts'
import type { Actor } from '#platform/actor.ts'
import type { Cast } from '../cast.ts'
import { type Chance, drawMinutes } from '../draw.ts'
import type { DelayName, ShareName, SimulatorParameters } from '../parameters.ts'
import { motifOf, type PictureName } from '../pictures.ts'
import type { ReportPlan } from '../report-plan.ts'
import { forPhoto, forReceipt, type Part } from '../step.ts'
import type { Texts } from '../texts.ts'
import type { Worker, WorkingHours } from '../working-hours.ts'

/** What all stories share. */
export type World = {
  readonly parameters: SimulatorParameters
  readonly texts: Texts
  readonly cast: Cast
  readonly hours: WorkingHours
}

/** One story as far as it has been told. */
export type Tale = {
  readonly world: World
  readonly plan: ReportPlan
  readonly chance: Chance
  /** The time the story has reached, in milliseconds. */
  at: number
  /** The case as the last action left it. */
  receipt: CaseReceipt
  /** Who reported it; somebody else checks. */
  readonly reporter: Actor
  /** The unit that has it, and since when. */
  unitId: string
  dispatchedAt: number
  /** Whether the unit puts it right in place of an owner, who is billed. */
  isSubstituted: boolean
  /** Whether the confirmed result came after the deadline. */
  isLate: boolean
  /** Whether it is told for the second time, because the problem came back. */
  isReopened: boolean
  wasSuspended: boolean
  /** How often a collector could not get to the place. */
  failedTries: number
  reworks: number
}

/** Whether the story takes this turn: by chance, or, where it must come to a certain state, exactly where it has to. */
export const takes = ({ world, plan, chance }: Tale, turn: ShareName): boolean =>
  plan.mustTake ? plan.mustTake.includes(turn) : chance() < world.parameters.shares[turn]

/**
 * The time after a drawn delay, in the hours of the worker. What waits when the doors open is not all done at once: it
 * takes its delay again from then.
 */
export function later({ world, chance, at }: Tale, worker: Worker, delay: DelayName): number {
  const draw = (): number => drawMinutes(chance, world.parameters.delayMinutes[delay]) * 60_000
  const wanted = at + draw()
  const opened = world.hours.next(worker, wanted)
  return opened > wanted ? world.hours.next(worker, opened + draw()) : wanted
}

/** When the case is due, or now where no clock runs. */
export const dueOf = (tale: Tale): number =>
  tale.receipt.disposeDueAt === null ? tale.at : Date.parse(tale.receipt.disposeDueAt)

/** After a drawn delay, in the unit's hours; at once where little time is left. */
export function soon(tale: Tale, delay: 'start' | 'confirm'): number {
  const { world, chance, at } = tale
  const left = dueOf(tale) - at
  const wanted = later(tale, 'unit', delay)
  if (left <= 0 || wanted - at < left * 0.4) return wanted
  const minutes = drawMinutes(chance, world.parameters.delayMinutes[delay])
  return at + Math.min(minutes * 60_000, left * 0.2)
}

/** Words about something. */
export const say = ({ world, chance }: Tale, about: string): string => world.texts.say(chance, about)

/** `actor` takes `action` at `at`, or as soon after the last step as a person could. */
export function* take(
  tale: Tale,
  at: number,
  actor: Actor,
  action: CaseActionName,
  input: Readonly<Record<string, unknown>> = {},
): Part<CaseReceipt> {
  tale.at = Math.round(Math.max(at, tale.at + 20_000))
  const told = { kind: 'action', at: tale.at, actor, action, caseId: tale.receipt.id } as const
  tale.receipt = yield* forReceipt({ ...told, input: actionInputs[action].parse(input) })
  return tale.receipt
}

/** `actor` takes a photo of the place now. */
export function* photograph(
  tale: Tale,
  at: number,
  actor: Actor,
  phase: 'before' | 'after',
  view: 'near' | 'far' = 'near',
): Part<string> {
  tale.at = Math.round(Math.max(at, tale.at + 10_000))
  const picture: PictureName = `${motifOf(tale.plan.of.key)}-${phase}-${view}`
  return yield* forPhoto({ kind: 'photo', at: tale.at, actor, picture })
}

/** A collector other than the one who reported. */
export function checkerOf({ world, chance, reporter }: Tale): Actor {
  const others = world.cast.collectors.filter((it) => it.id !== reporter.id)
  const found = others[Math.floor(chance() * others.length)]
  if (!found) throw new Error('nobody is left to check')
  return found
}
