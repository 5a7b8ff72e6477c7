/** The month of a board: the one of the address, or this one. */
import { computed, type Ref } from 'vue'
import { Month, monthOf } from '#domain/evaluation/month.ts'
import { useTimeWords } from '#kit/time/use-time-words.ts'
import { useQueryState } from '#kit/use-query-state.ts'

export type BoardMonth = {
  /** As it stands in the address; set to go to another. */
  readonly monthText: Ref<string>
  readonly month: Readonly<Ref<string>>
  readonly thisMonth: Readonly<Ref<string>>
}

/** Reads the month that is looked at. */
export function useBoardMonth(): BoardMonth {
  const { now } = useTimeWords()
  const thisMonth = computed(() => monthOf(new Date(now.value)))
  const monthText = useQueryState('month')
  const month = computed(() => (Month.safeParse(monthText.value).success ? monthText.value : thisMonth.value))
  return { monthText, month, thisMonth }
}
