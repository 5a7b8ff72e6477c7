/**
 * What a story asks for, step by step. A story is a generator: it decides who does what when, and is handed the
 * answer of each step. It touches nothing itself, so it can be told again and gives the same steps.
 */
import type { CaseReceipt } from '#domain/cases/contract.ts'
import type { InnerActionName } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import type { CaseActionName } from '#domain/cases/life-cycle.ts'
import type { NewReport } from '#domain/intake/contract.ts'
import type { Actor } from '#platform/actor.ts'
import type { PictureName } from './pictures.ts'

type Told = { /** When it happens, in milliseconds. */ readonly at: number; readonly actor: Actor }

export type ReportStep = Told & { readonly kind: 'report'; readonly input: NewReport }
export type ActionStep = Told & {
  readonly kind: 'action'
  readonly action: CaseActionName
  readonly caseId: string
  readonly input: Readonly<Record<string, unknown>>
}
export type PhotoStep = Told & { readonly kind: 'photo'; readonly picture: PictureName }
/** A case is split, or a step of one of its inner orders taken; `id` is the case or the order. */
export type InnerStep = Told & {
  readonly kind: 'inner'
  readonly action: InnerActionName | 'issue'
  readonly id: string
  readonly input: Readonly<Record<string, unknown>>
}
/** Another story begins, which the first one gave rise to (a second report of the same problem). */
export type BeginStep = { readonly kind: 'begin'; readonly at: number; readonly story: () => Story }

export type Step = ReportStep | ActionStep | InnerStep | PhotoStep | BeginStep

export type Answer =
  | { readonly kind: 'receipt'; readonly receipt: CaseReceipt }
  | { readonly kind: 'photo'; readonly id: string }
  /** The inner orders that a step made or moved. */
  | { readonly kind: 'inner'; readonly ids: readonly string[] }
  | { readonly kind: 'begun' }

export type Story = Generator<Step, void, Answer>
/** A part of a story that gives a value. */
export type Part<Value> = Generator<Step, Value, Answer>

/** Asks for a step that answers with the receipt of a case. */
export function* forReceipt(step: ReportStep | ActionStep): Part<CaseReceipt> {
  const answer = yield step
  if (answer.kind !== 'receipt') throw new Error(`the step ${step.kind} was answered with ${answer.kind}`)
  return answer.receipt
}

/** Asks for a step of inner orders and gives their ids. */
export function* forOrders(step: InnerStep): Part<readonly string[]> {
  const answer = yield step
  if (answer.kind !== 'inner') throw new Error(`a step of inner orders was answered with ${answer.kind}`)
  return answer.ids
}

/** Asks for a photo and gives its id. */
export function* forPhoto(step: PhotoStep): Part<string> {
  const answer = yield step
  if (answer.kind !== 'photo') throw new Error(`a photo was answered with ${answer.kind}`)
  return answer.id
}
