/** States, clocks, lights and sources of cases in the language now shown. */
import type { CaseRow } from '#domain/cases/contract.ts'
import { optionName } from '#domain/cases/entry-words.ts'
import { lightAt } from '#domain/cases/light.ts'
import { type CaseState, caseStates } from '#domain/cases/state.ts'
import { useWords } from '#kit/i18n/language.ts'
import type { Light } from '#kit/light-badge.vue'
import { useTimeWords } from '#kit/time/use-time-words.ts'

type Timed = Pick<CaseRow, 'state' | 'clockDueAt' | 'clockYellowAt' | 'clockName'>

/** Gives the words a case is described with. */
export function useCaseWords() {
  const { t, te, say, isEnglish } = useWords()
  const { now, duration, instant } = useTimeWords()
  const stateOf = (state: CaseState): string => say(caseStates[state])
  /** The light of this moment: deadlines pass while a list is looked at. */
  const lightOf = (it: Timed): Light => {
    const light = lightAt(it, new Date(now.value))
    return light === 'none' ? 'stopped' : light
  }
  /** How much is left or over by the wall clock; the explained clock says what of it counts. */
  const leftOf = (it: Timed): string | undefined => {
    if (!it.clockDueAt || !caseStates[it.state].isOpen) return undefined
    const left = new Date(it.clockDueAt).getTime() - now.value
    return left < 0 ? t('cases.overdue', { time: duration(left) }) : t('cases.left', { time: duration(left) })
  }
  const clockOf = (it: Timed): string =>
    it.clockName && it.clockDueAt
      ? t('cases.due', { clock: t(`cases.clocks.${it.clockName}`), at: instant(it.clockDueAt) })
      : it.clockName
        ? t(`cases.clocks.${it.clockName}`)
        : ''
  const optionOf = (option: string): string => say(optionName(option))
  return { t, te, say, isEnglish, stateOf, lightOf, leftOf, clockOf, optionOf, instant, duration, now }
}
