/** The first look around: offered once to whoever never took or declined it, and taken again from help. */
import { type Ref, ref } from 'vue'
import { arePreferencesRead, usePreference } from '../preferences.ts'

/** Another number offers it anew, when much has changed. */
const edition = 1
const isRunning = ref(false)

export type Tour = {
  readonly isRunning: Ref<boolean>
  /** Whether to offer it. */
  readonly isNew: () => boolean
  begin(): void
  /** Seen or declined: not offered any more. */
  end(): void
}

/** The tour of the desk. */
export function useTour(): Tour {
  const seen = usePreference('desk.tour', 0, (it) => (typeof it === 'number' ? it : undefined))
  return {
    isRunning,
    isNew: () => arePreferencesRead() && seen.value < edition && !isRunning.value,
    begin() {
      isRunning.value = true
    },
    end() {
      isRunning.value = false
      if (seen.value < edition) seen.value = edition
    },
  }
}
