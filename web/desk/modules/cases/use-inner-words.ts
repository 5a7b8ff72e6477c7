/** States, lights and deadlines of inner orders in the language now shown; and what grows old when one is changed. */
import { useQueryClient } from '@tanstack/vue-query'
import { countCasesEndpoint, showCaseEndpoint } from '#domain/cases/contract.ts'
import {
  countInnerOrdersEndpoint,
  type InnerRow,
  listCaseInnerOrdersEndpoint,
  listInnerOrdersEndpoint,
  listInnerUnitsEndpoint,
  showInnerOrderEndpoint,
} from '#domain/cases/inner-orders/inner-contract.ts'
import { innerStates } from '#domain/cases/inner-orders/inner-life-cycle.ts'
import { lightOfOpen } from '#domain/cases/light.ts'
import { useWords } from '#kit/i18n/language.ts'
import type { Light } from '#kit/light-badge.vue'
import { useTimeWords } from '#kit/time/use-time-words.ts'
import { useSession } from '../../session.ts'

type Timed = Pick<InnerRow, 'state' | 'dueAt' | 'queueDueAt' | 'queueYellowAt' | 'isCapped' | 'unit'>
const millis = (iso: string | null): number => (iso ? Date.parse(iso) : Number.NaN)

/** Gives the words an inner order is described with. */
export function useInnerWords() {
  const { t, te, say, isEnglish } = useWords()
  const { now, duration, instant } = useTimeWords()
  const session = useSession()
  const isOpen = (it: Timed): boolean => innerStates[it.state].isOpen
  /** A unit that has reported has nothing more to do; the town's deadline is no concern of it. */
  const isDone = (it: Timed): boolean =>
    !isOpen(it) || (it.state === 'reported' && it.unit?.id === session.value?.organisation?.id)
  return {
    t,
    te,
    say,
    isEnglish,
    instant,
    now,
    stateOf: (state: InnerRow['state']): string => say(innerStates[state]),
    /** The light of this moment: deadlines pass while a list is looked at. */
    lightOf: (it: Timed): Light =>
      isDone(it) ? 'stopped' : lightOfOpen(millis(it.queueDueAt), millis(it.queueYellowAt), now.value),
    leftOf: (it: Timed): string | undefined => {
      if (isDone(it) || !it.queueDueAt) return undefined
      const left = Date.parse(it.queueDueAt) - now.value
      return left < 0
        ? t('inner.overdue', { time: duration(left) })
        : t('inner.left', { time: duration(left) })
    },
    /** Until when who has to do what. */
    dueOf: (it: Timed): string => {
      if (isDone(it)) return ''
      if (it.state === 'reported' && it.queueDueAt) return t('inner.checkBy', { at: instant(it.queueDueAt) })
      if (!it.dueAt) return t('inner.noDue')
      const due = t('inner.due', { at: instant(it.dueAt) })
      return it.isCapped ? `${due} · ${t('inner.dueWithCase')}` : due
    },
  }
}

/** Reads again whatever an own step may have changed; what others do is announced. */
export function useInnerRenewal(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await Promise.all(
      [
        listInnerOrdersEndpoint,
        countInnerOrdersEndpoint,
        showInnerOrderEndpoint,
        listCaseInnerOrdersEndpoint,
        listInnerUnitsEndpoint,
        showCaseEndpoint,
        countCasesEndpoint,
      ].map((it) => queries.invalidateQueries({ queryKey: [it.path] })),
    )
  }
}
