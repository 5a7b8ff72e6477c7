/** Times and stretches in the language now shown. */
import { useWords } from '../i18n/language.ts'
import { formatDay, formatInstant, toDurationParts } from './instant.ts'
import { useNow } from './use-now.ts'

/** Gives `instant`, `day` and `duration` as functions to text. */
export function useTimeWords() {
  const { t, isEnglish } = useWords()
  const now = useNow()
  const duration = (milliseconds: number, largest: 'days' | 'hours' = 'days'): string =>
    toDurationParts(milliseconds, largest)
      .map((it) => t(`kit.duration.${it.unit}`, { n: it.n }))
      .join(' ')
  return {
    now,
    duration,
    instant: (it: string): string => formatInstant(it, now.value),
    day: (onDate: string): string => formatDay(onDate, isEnglish.value),
  }
}
