/**
 * Something of the county that is changed as a whole, in sight: the draft follows the county until something is changed here,
 * and when somebody else was quicker the changes are done to what they made.
 */
import { computed, onBeforeUnmount, type Ref, type ShallowRef, shallowRef, watch } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

type Versioned<T> = { readonly value: T; readonly version: number }

type Changes = Readonly<Record<string, unknown>>

export type VersionedDraft<T, C extends Changes = Changes> = {
  readonly draft: ShallowRef<T | undefined>
  readonly base: Readonly<Ref<Versioned<T> | undefined>>
  /** What was changed and is not saved, by name. */
  readonly changes: Readonly<Ref<C>>
  readonly count: Readonly<Ref<number>>
  /** Somebody else has saved meanwhile. */
  readonly isBehind: Readonly<Ref<boolean>>
  readonly takeLatest: () => void
  readonly rebase: () => void
  /** What was sent was saved as this version; what was changed since is still to be saved. */
  readonly settle: (saved: T, version: number) => void
}

export type DraftRules<T, C extends Changes = Changes> = {
  readonly latest: () => Versioned<T> | undefined
  readonly changesOf: (before: T, after: T) => C
  readonly rebase: (base: T, mine: T, latest: T) => T
  /** What is asked of somebody who leaves with changes that are not saved. */
  readonly leaveText: () => string
}

/** Makes the draft of a page. */
export function useVersionedDraft<T, C extends Changes = Changes>({
  latest,
  changesOf,
  rebase,
  leaveText,
}: DraftRules<T, C>): VersionedDraft<T, C> {
  // Changes are listed by name, so that none is an empty list.
  const unchanged = {} as C
  const base = shallowRef<Versioned<T>>()
  const draft = shallowRef<T>()
  const changes = computed(
    (): C => (base.value && draft.value !== undefined ? changesOf(base.value.value, draft.value) : unchanged),
  )
  const count = computed(() => Object.keys(changes.value).length)
  const isBehind = computed(() => {
    const now = latest()
    return base.value !== undefined && now !== undefined && now.version > base.value.version
  })
  const takeLatest = (): void => {
    const now = latest()
    if (!now) return
    base.value = now
    draft.value = now.value
  }
  watch(
    latest,
    () => {
      if (!base.value || (isBehind.value && count.value === 0)) takeLatest()
    },
    { immediate: true },
  )
  onBeforeRouteLeave(() => count.value === 0 || window.confirm(leaveText()))
  const keep = (event: BeforeUnloadEvent): void => {
    if (count.value) event.preventDefault()
  }
  window.addEventListener('beforeunload', keep)
  onBeforeUnmount(() => window.removeEventListener('beforeunload', keep))
  return {
    draft,
    base,
    changes,
    count,
    isBehind,
    takeLatest,
    rebase: () => {
      const [was, mine, now] = [base.value, draft.value, latest()]
      if (!was || mine === undefined || !now) return
      takeLatest()
      draft.value = rebase(was.value, mine, now.value)
    },
    settle: (saved, version) => {
      base.value = { value: saved, version }
    },
  }
}
