/**
 * One deed done to many things, a few at once, with a result for each. Every thing keeps its request id, so that what
 * was not known to have arrived is sent again without being done twice; leaving the page meanwhile asks first.
 */
import { computed, onScopeDispose, type Ref, shallowRef } from 'vue'
import type { Sentence } from '#domain/problem.ts'
import { newRequestId } from '../call/call.ts'
import { isUnreachable, ProblemReply } from '../call/problem-reply.ts'

export type BulkOutcome = 'waiting' | 'running' | 'done' | 'refused' | 'unreached'
export type BulkItem<T> = {
  readonly thing: T
  readonly requestId: string
  readonly outcome: BulkOutcome
  readonly sentence?: Sentence
}

export type Bulk<T> = {
  readonly items: Readonly<Ref<readonly BulkItem<T>[]>>
  readonly count: (outcome: BulkOutcome) => number
  readonly isRunning: Readonly<Ref<boolean>>
  /** Does it to `things`; resolves when all have a result. */
  readonly run: (things: readonly T[]) => Promise<void>
  /** Sends again what did not reach the server. */
  readonly retry: () => Promise<void>
  /** Lets those under way end and begins no more. */
  readonly stop: () => void
}

const askBeforeLeaving = (event: BeforeUnloadEvent): void => event.preventDefault()

/** Runs `work` over many things, `atOnce` at a time. */
export function useBulk<T>(work: (thing: T, requestId: string) => Promise<void>, atOnce = 4): Bulk<T> {
  const items = shallowRef<readonly BulkItem<T>[]>([])
  const isRunning = shallowRef(false)
  let isStopped = false
  const put = (index: number, change: Partial<BulkItem<T>>): void => {
    items.value = items.value.map((it, at) => (at === index ? { ...it, ...change } : it))
  }
  const doOne = async (index: number): Promise<void> => {
    const item = items.value[index]
    if (!item) return
    put(index, { outcome: 'running' })
    try {
      await work(item.thing, item.requestId)
      put(index, { outcome: 'done' })
    } catch (error) {
      if (!(error instanceof ProblemReply)) throw error
      const isAway = isUnreachable(error) || error.status === 503
      put(index, { outcome: isAway ? 'unreached' : 'refused', sentence: error.sentence })
    }
  }
  const goOn = async (): Promise<void> => {
    isRunning.value = true
    isStopped = false
    window.addEventListener('beforeunload', askBeforeLeaving)
    const worker = async (): Promise<void> => {
      for (;;) {
        const index = items.value.findIndex((it) => it.outcome === 'waiting')
        if (index < 0 || isStopped) return
        await doOne(index)
      }
    }
    try {
      await Promise.all(Array.from({ length: atOnce }, worker))
    } finally {
      isRunning.value = false
      window.removeEventListener('beforeunload', askBeforeLeaving)
    }
  }
  onScopeDispose(() => window.removeEventListener('beforeunload', askBeforeLeaving), true)
  return {
    items,
    count: (outcome) => items.value.reduce((sum, it) => sum + Number(it.outcome === outcome), 0),
    isRunning: computed(() => isRunning.value),
    run: (things) => {
      items.value = things.map((thing) => ({ thing, requestId: newRequestId(), outcome: 'waiting' }))
      return goOn()
    },
    retry: () => {
      items.value = items.value.map((it) => (it.outcome === 'unreached' ? { ...it, outcome: 'waiting' } : it))
      return goOn()
    },
    stop: () => {
      isStopped = true
    },
  }
}
