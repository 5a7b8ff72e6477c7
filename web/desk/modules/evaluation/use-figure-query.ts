/** What the address says of a figure whose list is shown. */
import { useRoute } from 'vue-router'
import { useWords } from '#kit/i18n/language.ts'
import { monthName } from './board-month.ts'

/** The words of the address, and those that name the row and the month in a title. */
export function useFigureQuery() {
  const route = useRoute()
  const { t, isEnglish } = useWords()
  const text = (name: string): string | undefined => {
    const it = route.query[name]
    return typeof it === 'string' ? it : undefined
  }
  const groupAndMonth = (month: string): { group: string; month: string } => ({
    group: text('name') ?? t('evaluation.total'),
    month: month ? monthName(month, isEnglish.value) : '',
  })
  return { text, groupAndMonth }
}
