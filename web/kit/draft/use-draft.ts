/**
 * What somebody is typing, kept in the browser under a place, so that a reload, a lost network or an ended session
 * loses nothing. It goes away when it was sent or thrown away, and by itself after some days.
 */
import { type ComputedRef, computed, type Ref, ref, shallowRef } from 'vue'

/** For how many days a draft that nobody comes back to is kept. */
const keptDays = 7
const prefix = 'jingwei.draft.'
/** Counts changes of drafts, since a browser's store tells nobody of them. */
const changes = shallowRef(0)

type Kept = { readonly at: string; readonly value: unknown }

export type Draft<T> = {
  /** What was kept when the screen opened. */
  readonly kept: T | undefined
  /** Since when what is shown was kept by an earlier visit; undefined once it was sent or thrown away. */
  readonly restoredAt: Readonly<Ref<string | undefined>>
  /** Keeps `value`; undefined keeps nothing. */
  readonly keep: (value: T | undefined) => void
  /** Forgets it: it was sent, or thrown away. */
  readonly drop: () => void
}

function readKept(text: string | null): Kept | undefined {
  if (text === null) return undefined
  try {
    const it: unknown = JSON.parse(text)
    if (typeof it !== 'object' || it === null) return undefined
    const { at, value } = it as Record<string, unknown>
    return typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? { at, value } : undefined
  } catch {
    // Written by something else; as good as nothing.
    return undefined
  }
}

const placesIn = (store: Storage): string[] =>
  Array.from({ length: store.length }, (_, index) => store.key(index) ?? '').filter((it) =>
    it.startsWith(prefix),
  )

/** Takes away drafts that were kept for too long, or that cannot be read. */
export function sweepDrafts(store: Storage, now: Date): void {
  const oldest = now.getTime() - keptDays * 86_400_000
  for (const place of placesIn(store)) {
    const kept = readKept(store.getItem(place))
    if (!kept || Date.parse(kept.at) < oldest) store.removeItem(place)
  }
}

/** The draft at `place`; `understand` gives its value, or undefined where what is kept is none (any more). */
export function useDraft<T>(
  place: string,
  understand: (value: unknown) => T | undefined,
  store: Storage = localStorage,
): Draft<T> {
  const name = prefix + place
  sweepDrafts(store, new Date())
  const found = readKept(store.getItem(name))
  const kept = found && understand(found.value)
  const restoredAt = ref(kept === undefined ? undefined : found?.at)
  const drop = (): void => {
    restoredAt.value = undefined
    store.removeItem(name)
    changes.value++
  }
  const keep = (value: T | undefined): void => {
    if (value === undefined) {
      store.removeItem(name)
    } else {
      const text = JSON.stringify({ at: new Date().toISOString(), value })
      try {
        store.setItem(name, text)
      } catch {
        // The browser's store is full or closed: typing goes on, only the net below it is missing.
      }
    }
    changes.value++
  }
  return { kept, restoredAt, keep, drop }
}

/** The last parts of the places below `place` where a draft is kept now. */
export const useDraftsBelow = (place: () => string): ComputedRef<ReadonlySet<string>> =>
  computed(() => {
    const below = `${prefix}${place()}.`
    return changes.value < 0
      ? new Set<string>()
      : new Set(
          placesIn(localStorage).flatMap((it) => (it.startsWith(below) ? [it.slice(below.length)] : [])),
        )
  })
