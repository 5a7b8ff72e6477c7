/**
 * Live updates over server-sent events. An announcement carries its name and the id of what it is about; screens
 * then read again what they show. While the connection is lost, `state` says so and everything is read again when
 * it is back.
 */
import { onScopeDispose, type Ref, readonly, ref } from 'vue'

export type LiveAnnouncement = {
  readonly name: string
  readonly subjectId: string | null
  readonly at: string
}
export type LiveState = 'closed' | 'connecting' | 'live' | 'lost'

type Hearer = (announcements: readonly LiveAnnouncement[]) => void

const state: Ref<LiveState> = ref('closed')
const hearers = new Set<Hearer>()
const returns = new Set<() => void>()
let source: EventSource | undefined
let waiting: LiveAnnouncement[] = []
let isGathering = false

/** Whether announcements arrive. */
export const useLiveState = (): Readonly<Ref<LiveState>> => readonly(state)

const isAnnouncement = (it: unknown): it is LiveAnnouncement =>
  typeof it === 'object' && it !== null && typeof (it as LiveAnnouncement).name === 'string'

/** Many announcements in a moment (an import, a simulator) are told as one. */
function gather(text: string): void {
  const it: unknown = JSON.parse(text)
  if (!isAnnouncement(it)) return
  waiting.push(it)
  if (isGathering) return
  isGathering = true
  setTimeout(() => {
    const all = waiting
    waiting = []
    isGathering = false
    for (const hearer of hearers) hearer(all)
  }, 400)
}

/** Connects to `path`; the browser reconnects by itself and names the last announcement it got. */
export function connectLive(path: string): void {
  if (source) return
  state.value = 'connecting'
  let wasLost = false
  const made = new EventSource(path, { withCredentials: true })
  source = made
  made.addEventListener('open', () => {
    state.value = 'live'
    if (wasLost) for (const it of returns) it()
    wasLost = false
  })
  made.addEventListener('announcement', (event) => gather(String((event as MessageEvent).data)))
  made.addEventListener('error', () => {
    state.value = 'lost'
    wasLost = true
    // A refusal (session ended) closes for good; a lost network does not, and the browser tries again.
    if (made.readyState === EventSource.CLOSED && source === made) {
      source = undefined
      setTimeout(() => {
        if (state.value === 'lost') connectLive(path)
      }, 10_000)
    }
  })
}

/** Ends the connection (sign-out). */
export function disconnectLive(): void {
  source?.close()
  source = undefined
  state.value = 'closed'
}

/** Hears announcements for as long as the component lives; `onReturn` runs when a lost connection is back. */
export function useLive(hearer: Hearer, onReturn?: () => void): void {
  hearers.add(hearer)
  if (onReturn) returns.add(onReturn)
  onScopeDispose(() => {
    hearers.delete(hearer)
    if (onReturn) returns.delete(onReturn)
  })
}
