/**
 * An answer that the server pushes as it changes, with a beat in between that says it is still right. Its age is counted
 * by this machine's steady clock from the last of either, so that a screen can say by itself that it has grown old; a
 * connection that falls silent without a word is given up and made anew.
 */
import { computed, onScopeDispose, type Ref, ref, shallowRef } from 'vue'
import type { z } from 'zod'
import { keepTime } from './time/use-now.ts'

/** `late`: connected, yet nothing was heard in time; `lost`: not connected. */
export type LiveViewState = 'connecting' | 'live' | 'late' | 'lost' | 'refused'

/** A beat comes each second; what is older than this is not of now. */
const oldAfterMilliseconds = 2000
const silentMilliseconds = 6000
const retryMilliseconds = 2000

type Told = { readonly at: string; readonly tookMilliseconds: number; readonly value: unknown }

/** Looks at `path` for as long as the component lives. */
export function useLiveView<Shape extends z.ZodType>(path: string, shape: Shape) {
  const value = shallowRef<z.output<Shape>>()
  const state: Ref<LiveViewState> = ref('connecting')
  /** When the server last said what is right, by its own clock. */
  const at = ref<string>()
  const ageMilliseconds = ref(Number.POSITIVE_INFINITY)
  let heardAt = Number.NEGATIVE_INFINITY
  let triedAt = 0
  let source: EventSource | undefined

  const hear = (text: string): void => {
    const told = JSON.parse(text) as Told
    if (told.value !== null) {
      const parsed = shape.safeParse(told.value)
      if (!parsed.success) {
        console.error(`${path} is not what its contract says`, parsed.error.issues)
        return
      }
      value.value = parsed.data
    }
    keepTime(told.at)
    at.value = told.at
    heardAt = performance.now() - told.tookMilliseconds
    ageMilliseconds.value = told.tookMilliseconds
    state.value = 'live'
  }
  const connect = (): void => {
    source?.close()
    triedAt = performance.now()
    const made = new EventSource(path, { withCredentials: true })
    source = made
    for (const name of ['view', 'beat'])
      made.addEventListener(name, (event) => hear(String((event as MessageEvent).data)))
    made.addEventListener('error', () => {
      // A refusal (no session, no permission) closes for good; a lost network does not.
      state.value = made.readyState === EventSource.CLOSED && navigator.onLine ? 'refused' : 'lost'
    })
  }
  const tick = (): void => {
    const now = performance.now()
    ageMilliseconds.value = now - heardAt
    if (ageMilliseconds.value > oldAfterMilliseconds && state.value === 'live') state.value = 'late'
    const isClosed = source?.readyState === EventSource.CLOSED
    const waited = now - Math.max(triedAt, heardAt)
    if (waited <= (isClosed ? retryMilliseconds : silentMilliseconds)) return
    if (state.value === 'late') state.value = 'lost'
    connect()
  }
  connect()
  const timer = setInterval(tick, 250)
  onScopeDispose(() => {
    clearInterval(timer)
    source?.close()
  })
  return {
    value,
    state,
    at,
    ageMilliseconds,
    isOld: computed(() => ageMilliseconds.value > oldAfterMilliseconds),
  }
}
