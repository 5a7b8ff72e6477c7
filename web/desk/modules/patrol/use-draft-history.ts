/**
 * The draft of a week with its way back. A week that is read anew replaces the draft only while nothing in it is unsaved,
 * or when it is another week.
 */
import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import type { WeekView } from '#domain/patrol/contract.ts'
import {
  back,
  begin,
  type Cell,
  changedCells,
  type DraftLine,
  forth,
  type History,
  step,
  toDraft,
  withCells,
} from './roster-draft.ts'

/** Gives the draft of `week`. */
export function useDraftHistory(week: Ref<WeekView | undefined>) {
  const base = shallowRef(toDraft({ lines: [] }))
  const history = shallowRef<History>(begin(base.value))
  const seenVersion = ref(0)
  const seenWeek = ref('')
  const changed = computed(() => new Set(changedCells(base.value, history.value.now)))
  const isDirty = computed(() => changed.value.size > 0)
  const nameOf = (it: WeekView): string => `${it.organisation.id} ${it.monday}`

  /** Takes the week as the server has it; what was not saved is gone. */
  function reset(): void {
    const now = week.value
    if (!now) return
    base.value = toDraft(now)
    history.value = begin(base.value)
    seenVersion.value = now.version
    seenWeek.value = nameOf(now)
  }
  watch(
    week,
    (now) => {
      if (now && (!isDirty.value || seenWeek.value !== nameOf(now))) reset()
    },
    { immediate: true },
  )
  return {
    draft: computed(() => history.value.now),
    changed,
    isDirty,
    /** Whether somebody else changed the week while something is unsaved. */
    isStale: computed(
      () => isDirty.value && week.value !== undefined && week.value.version !== seenVersion.value,
    ),
    seenVersion,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    apply: (cells: readonly (Cell & { lines: readonly DraftLine[] })[]): void => {
      history.value = step(history.value, withCells(history.value.now, cells))
    },
    undo: (): void => {
      history.value = back(history.value)
    },
    redo: (): void => {
      history.value = forth(history.value)
    },
    reset,
  }
}
