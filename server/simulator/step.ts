/**
 * What a story asks for, step by step. A story is a generator: it decides who does what when, and is handed the
 * answer of each step. It touches nothing itself, so it can be told again and gives the same steps.
 */
import type { CaseReceipt } from '#domain/cases/contract.ts'
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
/** Another story begins, which the first one gave rise to (a second report of the same problem). */
export type BeginStep = { readonly kind: 'begin'; readonly at: number; readonly story: () => Story }

export type Step = ReportStep | ActionStep | PhotoStep | BeginStep

export type Answer =
  | { readonly kind: 'receipt'; readonly receipt: CaseReceipt }
  | { readonly kind: 'photo'; readonly id: string }
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

/** Asks for a photo and gives its id. */
export function* forPhoto(step: PhotoStep): Part<string> {
  const answer = yield step
  if (answer.kind !== 'photo') throw new Error(`a photo was answered with ${answer.kind}`)
  return answer.id
}
