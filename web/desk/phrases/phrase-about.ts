/** What a phrase is written about: the facts of one case, or what several have in common. */
import type { PhraseFacts } from '#domain/phrases/phrase.ts'
import { toLocalTime } from '#kit/time/instant.ts'

/** A case as far as phrases ask for it; `unitId` is the unit that has it or is about to get it. */
export type PhraseAbout = {
  readonly kind: 'component' | 'matter' | null
  readonly classCode: string | null
  readonly unitId: string | null
  readonly facts: PhraseFacts
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** `6月15日`, as it stands in a sentence. */
export const sayDay = (at: string | number, isEnglish: boolean): string => {
  const { month, day } = toLocalTime(at)
  return isEnglish ? `${day} ${months[month - 1]}` : `${month}月${day}日`
}

/** `6月15日17:00`, as it stands in a sentence. */
export const sayMoment = (at: string, isEnglish: boolean): string => {
  const { hour, minute } = toLocalTime(at)
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return isEnglish ? `${sayDay(at, true)} ${time}` : `${sayDay(at, false)}${time}`
}

/**
 * What all of `list` share. Nobody reads two hundred sentences before they are recorded, so a phrase for many cases may
 * ask only for what is the same in each.
 */
export function commonAbout(list: readonly PhraseAbout[]): PhraseAbout {
  const [first, ...rest] = list
  if (!first) return { kind: null, classCode: null, unitId: null, facts: {} }
  const shared = <Key extends 'kind' | 'classCode' | 'unitId'>(key: Key): PhraseAbout[Key] | null =>
    rest.every((it) => it[key] === first[key]) ? first[key] : null
  return {
    kind: shared('kind'),
    classCode: shared('classCode'),
    unitId: shared('unitId'),
    facts: Object.fromEntries(
      Object.entries(first.facts).filter(([key, fact]) =>
        rest.every((it) => it.facts[key as keyof PhraseFacts] === fact),
      ),
    ),
  }
}
