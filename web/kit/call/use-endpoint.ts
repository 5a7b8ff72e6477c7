/**
 * Reading and writing from screens. A read is cached under its endpoint's path and renewed when an announcement
 * says that it changed; a write keeps one request id for one intent, so that pressing again cannot do it twice.
 */
import { keepPreviousData, type UseQueryReturnType, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, type Ref, ref, toValue } from 'vue'
import type { z } from 'zod'
import type { Endpoint } from '#domain/endpoint.ts'
import { notify } from '../notices.ts'
import { type CallInput, call, newRequestId } from './call.ts'
import { isUnreachable, ProblemReply } from './problem-reply.ts'

type ReplyOf<E extends Endpoint> = z.output<E['reply']>

export type ReadOptions = {
  readonly enabled?: MaybeRefOrGetter<boolean>
  /** For how long the answer counts as fresh. */
  readonly staleMilliseconds?: number
  /** Keeps showing the earlier answer while another filter is read. */
  readonly keepsPrevious?: boolean
  /** Reads again this often even when nothing was announced. */
  readonly everyMilliseconds?: number
}

/** Reads an endpoint and keeps the answer fresh. */
export function useEndpoint<E extends Endpoint>(
  endpoint: E,
  input: MaybeRefOrGetter<CallInput<E>>,
  options: ReadOptions = {},
): UseQueryReturnType<ReplyOf<E>, ProblemReply> {
  return useQuery<ReplyOf<E>, ProblemReply>({
    queryKey: [endpoint.path, computed(() => toValue(input))],
    queryFn: ({ signal }: { signal: AbortSignal }) => call(endpoint, toValue(input), { signal }),
    enabled: () => toValue(options.enabled) ?? true,
    staleTime: options.staleMilliseconds ?? 20_000,
    retry: false,
    ...(options.everyMilliseconds ? { refetchInterval: options.everyMilliseconds } : {}),
    ...(options.keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  } as Parameters<typeof useQuery<ReplyOf<E>, ProblemReply>>[0]) as UseQueryReturnType<
    ReplyOf<E>,
    ProblemReply
  >
}

export type WriteOptions = {
  /** Problem codes that the screen itself shows; all others appear as a notice. `'*'` claims every one. */
  readonly claims?: readonly string[]
  /** The intent of an earlier visit, where it was kept. */
  readonly intent?: Intent
}

export type Write<E extends Endpoint> = {
  /** Resolves to the reply, or to undefined when it was refused. */
  readonly send: (input: CallInput<E>) => Promise<ReplyOf<E> | undefined>
  readonly isBusy: Readonly<Ref<boolean>>
  /** The problem that the screen claimed. */
  readonly problem: Ref<ProblemReply | undefined>
}

/** What was sent, as text, and under which request id. */
export type PendingIntent = { readonly text: string; readonly requestId: string }

/** Keeps one request id for as long as the same input is not known to have arrived. */
export class Intent {
  private pending: PendingIntent | undefined
  private readonly remember: (pending: PendingIntent | undefined) => void

  /** `pending` of an earlier visit; `remember` hears of every change, so that it can be kept for the next one. */
  constructor(
    pending?: PendingIntent,
    remember: (pending: PendingIntent | undefined) => void = () => undefined,
  ) {
    this.pending = pending
    this.remember = remember
  }

  requestIdFor(input: unknown): string {
    const text = JSON.stringify(input)
    if (this.pending?.text === text) return this.pending.requestId
    this.pending = { text, requestId: newRequestId() }
    this.remember(this.pending)
    return this.pending.requestId
  }

  settled(): void {
    this.pending = undefined
    this.remember(undefined)
  }
}

/** Writes through an endpoint. */
export function useWrite<E extends Endpoint>(endpoint: E, options: WriteOptions = {}): Write<E> {
  const isBusy = ref(false)
  const problem = ref<ProblemReply>()
  const intent = options.intent ?? new Intent()
  const claims = options.claims ?? []
  const send = async (input: CallInput<E>): Promise<ReplyOf<E> | undefined> => {
    if (isBusy.value) return undefined
    isBusy.value = true
    problem.value = undefined
    try {
      const reply = await call(endpoint, input, { requestId: intent.requestIdFor(input) })
      intent.settled()
      return reply
    } catch (error) {
      if (!(error instanceof ProblemReply)) throw error
      if (!isUnreachable(error) && error.status !== 503) intent.settled()
      if (claims.includes('*') || claims.includes(error.code)) problem.value = error
      else notify('problem', error.sentence, { requestId: error.requestId })
      return undefined
    } finally {
      isBusy.value = false
    }
  }
  return { send, isBusy, problem: problem as Ref<ProblemReply | undefined> }
}
