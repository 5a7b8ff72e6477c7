/** Takes the steps of stories: each is one command of the county, at the time of the story, named so that it is done once. */
import type { CaseReceipt } from '#domain/cases/contract.ts'
import { issueInnerOrdersEndpoint } from '#domain/cases/inner-orders/inner-contract.ts'
import { issueInnerOrders, takeCaseAction, takeInnerAction } from '#modules/cases/index.ts'
import { createReport, mergeCase, recordReturnVisit } from '#modules/intake/index.ts'
import type { Act } from '#platform/act.ts'
import type { PhotoAlbum } from './photo-album.ts'
import type { ActionStep, Answer, InnerStep, Step } from './step.ts'
import type { StoryClock } from './story-clock.ts'
import type { NamedStep } from './timeline.ts'

type Parts = {
  readonly act: Act
  readonly clock: StoryClock
  readonly album: PhotoAlbum
  /** Names the run. */
  readonly key: string
}

/** Makes the taker of steps for a run. */
export const createStepTaker =
  ({ act, clock, album, key }: Parts): ((it: NamedStep) => Promise<Answer>) =>
  ({ step, name }) =>
    clock.at(new Date(step.at), () => takeStep(act, album, step, `simulation:${key}:${name}`))

async function takeStep(act: Act, album: PhotoAlbum, step: Step, requestId: string): Promise<Answer> {
  switch (step.kind) {
    case 'begin':
      return { kind: 'begun' }
    case 'photo':
      return { kind: 'photo', id: await album.take(act, step.actor, step.picture, requestId) }
    case 'report':
      return { kind: 'receipt', receipt: await act(step.actor, createReport, step.input, { requestId }) }
    case 'inner':
      return { kind: 'inner', ids: await takeInner(act, step, requestId) }
    case 'action':
      return { kind: 'receipt', receipt: await takeAction(act, step, requestId) }
  }
}

/** The receipt of the case; where a new one was opened because the problem is back, of that. */
async function takeAction(
  act: Act,
  { actor, action, caseId, input }: ActionStep,
  requestId: string,
): Promise<CaseReceipt> {
  const taken = { id: caseId, ...input }
  if (action === 'merge') return act(actor, mergeCase, taken, { requestId })
  if (action !== 'recordReturnVisit') return act(actor, takeCaseAction(action), taken, { requestId })
  const { reopenedAs, ...receipt } = await act(actor, recordReturnVisit, taken, { requestId })
  return reopenedAs ?? receipt
}

async function takeInner(
  act: Act,
  { actor, action, id, input }: InnerStep,
  requestId: string,
): Promise<readonly string[]> {
  if (action !== 'issue')
    return [(await act(actor, takeInnerAction(action), { id, ...input }, { requestId })).id]
  const split = issueInnerOrdersEndpoint.body.parse(input)
  return (await act(actor, issueInnerOrders, { id, ...split }, { requestId })).orders.map((it) => it.id)
}
